import { css } from '../core/css.ts'

export const styles = css`
  .patterns { margin-top: 1.3em; padding-top: 0.9em; border-top: 1px solid var(--line); max-width: 66ch }
  .patterns h3 { font-size: 0.95em; color: var(--soft) }
  .patterns li { margin-top: 0.5em }
  .related, .comments { padding: 1em 1.5em 1.5em; border-top: 1px solid var(--line) }
  .thread > li { padding: 0.9em 0; border-bottom: 1px solid var(--line) }
  .thread li li { padding: 0.7em 0 0; margin-inline-start: 1.4em }
  .thread .rich { margin: 0.4em 0 0; padding-inline-start: 3.6em }
  .thread .acts { margin-top: 0.2em; padding-inline-start: 2.9em }
  .thread .face { width: 2.6em; height: 2.6em }
  @container (max-width: 30em) { .thread .rich, .thread .acts { padding-inline-start: 0 } }
  .paper { position: fixed; width: 0; height: 0; border: 0 }
  @media print {
    :host { color-scheme: light }
    .acts, form, .related, .comments:not(:has(li)), .comments > button { display: none }
    .whole, .comments { padding-inline: 0 }
    .rich, .lesson, .patterns { max-width: none }
    .lesson, .kind { border: 1px solid var(--kind) }
    .rich a::after { content: ' (' attr(href) ')'; overflow-wrap: anywhere }
    h2, h3, h4 { break-after: avoid }
    .lesson, img { break-inside: avoid }
    .rich img { max-height: 20cm; width: auto }
  }
`
