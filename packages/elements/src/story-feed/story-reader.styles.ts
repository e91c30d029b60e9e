import { css } from '../core/css.ts'

export const styles = css`
  .whole { padding: 1.4em 1.5em 0.5em; margin: 0 }
  .whole .head { padding-inline-end: 2.2em }
  .whole h2 { margin: 0.8em 0 0.2em; font-size: 1.45em; text-wrap: balance }
  .whole .rich { margin-top: 1.1em; font-size: 1.04em; line-height: 1.6 }
  .rich h3 { margin-top: 1.4em; font-size: 0.95em; color: var(--kind) }
  .rich h3 + * { margin-top: 0.25em }
  .whole h2:focus, .comments h3:focus { outline: none }
  .skeleton { padding-inline-end: 4em }
  .comments { padding: 1em 1.5em 1.5em; border-top: 1px solid var(--line); margin-top: 1.2em }
  .thread > li { padding: 0.9em 0; border-bottom: 1px solid var(--line) }
  .thread li li { padding: 0.7em 0 0; margin-inline-start: 1.4em }
  .thread .rich { margin: 0.4em 0 0; padding-inline-start: 3.6em }
  .thread .acts { margin-top: 0.2em; padding-inline-start: 2.9em }
  .thread .face { width: 2.6em; height: 2.6em }
  @container (max-width: 30em) { .thread .rich, .thread .acts { padding-inline-start: 0 } }
`
