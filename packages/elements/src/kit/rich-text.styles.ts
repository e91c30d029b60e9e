import { css } from '../core/css.ts'

export const richTextStyles = css`
  .rich { max-width: 66ch }
  .rich :where(h4, p, ul, ol, blockquote) { margin: 0; padding: 0 }
  .rich > * + *, .rich blockquote > * + * { margin-top: 0.75em }
  .rich :is(ul, ol) { padding-inline-start: 1.4em; list-style: disc }
  .rich ol { list-style: decimal }
  .rich ol.high { list-style-position: inside; padding-inline-start: 0 }
  .rich li + li { margin-top: 0.25em }
  .rich blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 1em; color: var(--soft) }
  .rich [tabindex] { overflow: auto }
  .rich pre { padding: 0.8em 1em; background: var(--sunk); border-radius: 8px }
  .rich code { font: 0.9em ui-monospace, monospace }
  .rich a { color: var(--accent); text-underline-offset: 0.15em }
  .rich img { max-width: 100%; height: auto }
  .rich hr { border: 0; border-top: 1px solid var(--line) }
  .rich h4 { font-size: 1.02em; line-height: 1.3; margin-top: 1.2em }
  .rich table { border-collapse: collapse }
  .rich :is(th, td) { border: 1px solid var(--line); padding: 0.3em 0.6em; text-align: start }
`
