import { css } from '../core/css.ts'

export const styles = css`
  .whole { padding: 1.4em 1.5em 0.5em; margin: 0 }
  .whole .head { padding-inline-end: 2.2em }
  h2 { margin: 0.8em 0 0.2em; font-size: 1.45em; text-wrap: balance }
  .whole .rich { margin-top: 1.1em; font-size: 1.04em; line-height: 1.6 }
  .rich h3 { margin-top: 1.4em; font-size: 0.95em; color: var(--kind) }
  .rich h3 + * { margin-top: 0.25em }
  h2:focus, h3:focus { outline: none }
  .skeleton { padding-inline-end: 4em }
`
