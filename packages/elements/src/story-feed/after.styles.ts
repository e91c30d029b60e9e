import { css } from '../core/css.ts'

export const styles = css`
  .patterns { margin-top: 1.3em; padding-top: 0.9em; border-top: 1px solid var(--line); max-width: 66ch }
  .patterns h3 { font-size: 0.95em; color: var(--soft) }
  .patterns li { margin-top: 0.5em }
  .related { padding: 1em 1.5em 0; border-top: 1px solid var(--line); margin-top: 1.2em }
  .related h3 { margin-bottom: 0.5em }
  .link { width: 100% }
`
