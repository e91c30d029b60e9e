import { css } from '../core/css.ts'

export const styles = css`
  .heading { display: flex; flex-wrap: wrap; gap: 0 0.8em; align-items: center; justify-content: space-between; margin-top: 1em }
  .heading .label { margin: 0.4em 0 }
  .heading .label:focus { outline: none }
  .topic { margin: 0; font-weight: 400; max-width: 100% }
  .topic select { padding: 0.35em 0.6em; min-height: 2.4em }
`
