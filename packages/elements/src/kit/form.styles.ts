import { css } from '../core/css.ts'

/** Fields, their labels, and what only a screen reader needs. */
export const formStyles = css`
  textarea, input, select { width: 100%; padding: 0.65em 0.85em; background: var(--sunk); border: 1px solid light-dark(#7b8885, #7f8c89); border-radius: 10px }
  .reply { margin-top: 1.2em }
  select, textarea { font-weight: 400 }
  textarea { min-height: 5.2em; resize: vertical; display: block; field-sizing: content; max-height: 24em }
  label { display: block; font-weight: 600; margin: 0 0 0.3em }
  [aria-disabled='true'] { opacity: 0.55; cursor: default }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
`
