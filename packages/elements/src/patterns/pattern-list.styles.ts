import { css } from '../core/css.ts'

export const styles = css`
  li { padding: 0.9em 0; border-bottom: 1px solid var(--line) }
  li h3 { margin: 0; color: var(--text); font-size: 1em }
  li p, .said { margin-top: 0.3em; max-width: 66ch }
  .text { white-space: pre-line }
  .said { margin-bottom: 0.6em; display: flex; flex-wrap: wrap; gap: 0.6em; align-items: center; min-height: 2.25em }
  .wrong { color: light-dark(#b3261e, #ff9a8f); font-weight: 600 }
  [aria-invalid='true'] { border-color: light-dark(#b3261e, #ff9a8f) }
  form label { margin-top: 0.9em }
  .move { width: 2.25em; padding: 0 }
`
