import { css } from '../core/css.ts'

export const styles = css`
  .panel { display: grid; gap: 0.6em }
  .chips { display: flex; flex-wrap: wrap; gap: 0.4em }
  ul:not(.thread) > li:not(.who, .chips li) { display: flex; gap: 0.5em; align-items: center; justify-content: space-between }
  .acts { margin-top: 0.2em }
  .comments { padding: 1em 0 0 }
`
