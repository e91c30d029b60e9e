import { css } from '../core/css.ts'

export const afterwardsStyles = css`
  .follow-up { margin-top: 1em; border-color: var(--accent) }
  .follow-up label { margin-top: 0.7em }
  .follow-up [aria-pressed='true'], .tried [aria-pressed='true'] { border-color: var(--accent); color: var(--accent); font-weight: 650 }
  .result { margin-top: 0.9em; padding-inline-start: 0.9em; border-inline-start: 3px solid var(--accent) }
  .merged { margin-top: 0.7em }
  .merged summary { cursor: pointer; padding: 0.35em 0 }
`
