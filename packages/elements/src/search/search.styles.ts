import { css } from '../core/css.ts'

export const styles = css`
  .found { margin-top: 0.6em; padding-block: 0.9em 0.5em }
  .found .filters { margin-bottom: 0.4em }
  .filters small { font-variant-numeric: tabular-nums }
  .also { margin-bottom: 0.3em }
  .hit { position: relative; display: flex; gap: 0.75em; padding: 0.8em 0; align-items: flex-start }
  .hit + .hit { border-top: 1px solid var(--line) }
  .hit > div { flex: 1; min-width: 0 }
  .hit:not(.failure, .success, .practice, .in-progress) { --kind: var(--soft); --kind-bg: var(--sunk) }
  .hit .kind { margin-bottom: 0.35em }
  .hit .text-button { line-height: 1.3 }
  .text-button::after { content: ''; position: absolute; inset: 0 }
  .text-button:focus-visible { outline: none }
  .text-button:focus-visible::after { outline: 3px solid var(--accent); outline-offset: -3px; border-radius: 8px }
  .snippet { margin-top: 0.2em; font-size: 0.94em; color: color-mix(in oklab, var(--text), var(--soft) 35%) }
  mark { background: color-mix(in oklab, var(--accent) 18%, transparent); color: inherit; border-radius: 3px; font-weight: 600 }
`
