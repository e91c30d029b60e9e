import { css } from '../core/css.ts'

export const styles = css`
  section { padding: 1.4em 1.5em 1.5em }
  h2 { padding-inline-end: 2em }
  h2:focus { outline: none }
  .skeleton { padding-inline-end: 4em }
  ul { margin-top: 0.4em }
  li { padding: 0.9em 0; border-bottom: 1px solid var(--line) }
  li p { margin-top: 0.3em; max-width: 66ch }
`
