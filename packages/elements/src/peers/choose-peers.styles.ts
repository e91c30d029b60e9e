import { css } from '../core/css.ts'

export const styles = css`
  .panel { display: grid; gap: 0.6em }
  .chips { display: flex; flex-wrap: wrap; gap: 0.4em }
  ul:not(.thread) > li:not(.who, .chips li) { display: flex; gap: 0.5em; align-items: center; justify-content: space-between }
  #found { border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden }
  #found[hidden] { display: none }
  #found li { padding: 0.5em 0.8em; min-height: 2.75em; cursor: pointer }
  #found [aria-selected='true'] { background: var(--sunk); box-shadow: inset 3px 0 var(--accent) }
  #found .face { width: 2.2em; height: 2.2em }
  .acts { margin-top: 0.2em }
  .comments { padding: 1em 0 0 }
  @media (forced-colors: active) { #found [aria-selected='true'] { outline: 2px solid; outline-offset: -2px } }
`
