import { css } from '../core/css.ts'

export const styles = css`
  .asked { padding: 1.4em 1.5em 1.2em }
  .asked .who { padding-inline-end: 2.2em }
  .asked h2 { margin: 0.8em 0 0.2em; font-size: 1.35em; text-wrap: balance }
  .asked h2:focus, .answers h3:focus { outline: none }
  .skeleton { padding-inline-end: 4em }
  .asked .rich { margin-top: 0.8em }
  dl { margin: 0.9em 0 0 }
  dt { font-size: 0.88em; color: var(--soft); font-weight: 600 }
  dd { margin: 0 0 0.5em; white-space: pre-wrap; max-width: 66ch }
  .clarify { margin-top: 0.8em }
  .clarify h3 { font-size: 0.95em; color: var(--soft) }
  .clarify > .plain { margin-inline-start: -0.9em }
  .answers { padding: 1.1em 1.5em 1.5em; border-top: 1px solid var(--line) }
  .answers li { padding: 1em 0; border-bottom: 1px solid var(--line) }
  .answers ul .rich { margin-top: 0.6em }
  .helped { box-shadow: inset 4px 0 var(--kind); padding-inline-start: 1em !important }
  .did { color: var(--kind); font-weight: 650 }
  .acts [aria-pressed='true'] { border-color: var(--kind); color: var(--kind); font-weight: 650 }
  .remarks { margin-top: 0.8em; border-inline-start: 2px solid var(--line); padding-inline-start: 1em }
  .remarks li { padding: 0.4em 0; border: 0 }
  .remarks .rich { margin: 0.1em 0 0 !important }
`
