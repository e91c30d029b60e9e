import { css } from '../core/css.ts'

export const styles = css`
  .unsent { margin: 0 0 1em; width: 100% }
  .unsent summary { cursor: pointer; font-weight: 600 }
  .unsent ul { list-style: none; margin: 0.8em 0 0; padding: 0 }
  .unsent li + li { border-top: 1px solid var(--line); margin-top: 0.8em; padding-top: 0.8em }
  .unsent p { margin: 0.2em 0; overflow-wrap: anywhere }
`
