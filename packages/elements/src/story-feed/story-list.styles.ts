import { css } from '../core/css.ts'

/** Adopted by a widget when it first shows such a list. */
export const styles = css`
  .stories li { display: flex; flex-wrap: wrap; gap: 0.3em 0.8em; align-items: baseline; padding: 0.6em 0; border-bottom: 1px solid var(--line) }
  .stories li:last-child { border: 0 }
  .stories li > div { flex: 1 1 16em; min-width: 0 }
  .stories small { display: block }
`
