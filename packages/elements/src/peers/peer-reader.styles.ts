import { css } from '../core/css.ts'

export const styles = css`
  .whole { padding: 1.4em 1.5em 1em; margin: 0 }
  .only { padding-inline-end: 3em; margin-bottom: 1em; color: var(--soft) }
  .only b { color: var(--accent) }
  .whole h2 { margin: 0.8em 0 0.2em; font-size: 1.45em; text-wrap: balance }
  .whole h2:focus { outline: none }
  .whole > .rich { margin-top: 1.1em; font-size: 1.04em; line-height: 1.6 }
  .whole .rich h3 { margin-top: 1.4em; font-size: 0.95em; color: var(--kind) }
  .comments { padding: 1em 1.5em 1.3em; border-top: 1px solid var(--line) }
  .skeleton { padding-inline-end: 4em }
`
