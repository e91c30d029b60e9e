import { css } from '../core/css.ts'

export const styles = css`
  .helpful { margin-top: 0.9em }
  summary { cursor: pointer; font-weight: 600; padding: 0.35em 0 }
  .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10em), 1fr)); gap: 0 0.8em }
  .field { margin-top: 0.7em }
  .field :is(textarea, select, input) { margin-top: 0.3em; font-weight: 400 }
  .field :is(select, input) { min-height: 2.75em }
  .field textarea { min-height: 3.6em }
  .whom { border: 0; padding: 0; margin: 1em 0 0; min-width: 0 }
  legend { font-weight: 600; padding: 0 }
  .whom ul:not(.found) label { padding: 0.45em 0; margin: 0; font-weight: 400; cursor: pointer }
  .whom .face { width: 2.4em; height: 2.4em }
  .whom input[type='checkbox'] { width: 1.25em; height: 1.25em; flex: none; margin: 0; accent-color: var(--accent) }
  .whom > label { margin-top: 0.5em }
  .whom > p { margin-top: 0.6em }
`
