import { css } from '../core/css.ts'

/** In a question. */
export const askedStyles = css`
  .asks { margin-top: 1em }
  .asks h3 { font-size: 0.95em; color: var(--soft) }
  .asks ul:not(.found) > li { padding: 0.4em 0 }
  .asks .face { width: 2.2em; height: 2.2em }
  .next summary { cursor: pointer; font-weight: 600; padding: 0.4em 0 }
  .next label { margin-top: 0.5em }
`

/** Where somebody replies to being asked, in a question or in a list. */
export const replyStyles = css`
  .reply-ask { margin: 0.2em 0 0.6em }
  .reply-ask .acts { margin-top: 0.3em }
  .reply-ask label { margin-top: 0.6em }
  .reply-ask [aria-pressed='true'] { border-color: var(--accent); color: var(--accent); font-weight: 650 }
`
