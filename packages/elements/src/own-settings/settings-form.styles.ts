import { css } from '../core/css.ts'

export const styles = css`
  form { margin-top: 0.8em }
  .edit fieldset { border: 0; padding: 0; margin: 1.1em 0; min-width: 0 }
  .edit legend { font-weight: 600; padding: 0 }
  .edit > label { margin-top: 1.1em }
  .edit input { font-weight: 400 }
  .lived, .days { display: flex; flex-wrap: wrap; gap: 0.3em 0.8em; align-items: start }
  .lived > label, .days > label { flex: 1 1 12em; font-size: 0.9em }
  .lived > .wide { flex-basis: 100% }
  .lived { padding: 0 0.9em 0.5em; margin-top: 0.6em; border: 1px solid var(--line); border-radius: 10px }
  .add { margin-top: 0.6em }
  .edit .check { display: flex; gap: 0.6em; align-items: baseline; font-weight: 400 }
  .check input { width: auto }
  .check + p { margin-bottom: 0.8em }
  .wrong { display: block; margin-top: 0.3em; font-weight: 400; color: light-dark(#9c2a1c, #f5a397) }
  [aria-invalid='true'] { border-color: light-dark(#9c2a1c, #f5a397) }
  progress { display: block; width: 100%; margin-top: 0.6em; accent-color: var(--accent) }
`
