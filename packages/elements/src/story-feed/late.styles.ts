import { css } from '../core/css.ts'

/** Adopted by a feed once its first stories show. */
export const styles = css`
  .choices label { display: flex; gap: 0.5em; align-items: center; color: var(--soft) }
  .choices input { min-width: 14em }
  .choices :is(select, input) { padding: 0.25em 0.5em; color: var(--text); background: none; border: 1px solid var(--line); border-radius: 8px; min-height: 2.2em; max-width: 14em }
  .order::first-letter { text-transform: uppercase }
  @container (max-width: 30em) {
    .choices label { display: block; flex: 1 1 40%; min-width: 0 }
    .choices :is(select, input) { width: 100%; min-width: 0 }
  }
`
