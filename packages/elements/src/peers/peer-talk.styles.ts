import { css } from '../core/css.ts'

export const talkStyles = css`
  .comments h3:focus { outline: none }
  .thread > li { padding: 0.8em 0; border-bottom: 1px solid var(--line) }
  .thread .rich { margin: 0.4em 0 0 }
  .thread .face { width: 2.6em; height: 2.6em }
  .reply { margin-top: 0.9em }
`
