import { css } from '../core/css.ts'

export const styles = css`
  ul { margin-top: 0.4em }
  li { padding: 0.9em 0; border-bottom: 1px solid var(--line) }
  li p { margin-top: 0.3em; max-width: 66ch }
`
