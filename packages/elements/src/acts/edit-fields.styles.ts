import { css } from '../core/css.ts'

export const styles = css`
  .edit fieldset { border: 0; padding: 0; margin: 0 0 0.8em; min-width: 0 }
  .edit legend { font-weight: 600; padding: 0 }
  .edit .choice { display: inline-flex; gap: 0.4em; align-items: center; font-weight: 400; min-height: 24px; margin-inline-end: 1em }
  .edit .choice input { width: auto }
  .edit label:not(.choice) { margin-top: 0.8em }
`
