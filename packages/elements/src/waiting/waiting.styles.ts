import { css } from '../core/css.ts'

export const styles = css`
  .waiting { flex: 1 0 100%; padding: 0.2em 0.9em; border-inline-start: 3px solid var(--accent); font-size: 1.05em }
  .waiting li { padding: 0.25em 0; text-wrap: pretty }
`
