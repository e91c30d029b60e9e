import { css } from '../core/css.ts'

/** Above what is read, and taking no room: nothing moves when it comes or goes. */
export const liveStyles = css`
  .live { position: sticky; top: 0.6em; z-index: 1; height: 0; display: flex; justify-content: center; align-items: flex-start }
  .live > * { background: var(--surface); border: 1px solid var(--line); border-radius: 99px; padding: 0.35em 1em; box-shadow: 0 2px 10px color-mix(in oklab, var(--text) 18%, transparent) }
  .live > button { border-color: var(--accent); color: var(--accent); font-weight: 600 }
`
