import { css } from '../core/css.ts'

export const styles = css`
  .found { border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden }
  .found[hidden] { display: none }
  .found li { padding: 0.5em 0.8em; min-height: 2.75em; cursor: pointer }
  .found [aria-selected='true'] { background: var(--sunk); box-shadow: inset 3px 0 var(--accent) }
  .found .face { width: 2.2em; height: 2.2em }
  @media (forced-colors: active) { .found [aria-selected='true'] { outline: 2px solid; outline-offset: -2px } }
`
