import { css } from '../core/css.ts'

export const styles = css`
  .bar { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; justify-content: space-between; margin-bottom: 0.8em }
  .goal { color: var(--soft); margin-bottom: 1.1em; max-width: 68ch }
  .goal b { color: var(--text); font-weight: 650; margin-inline-end: 0.3em }
  .filters { display: flex; gap: 0.4em; flex-wrap: wrap; margin-bottom: 0.7em }
  [aria-pressed='true'] { background: var(--sunk); border-color: var(--accent); font-weight: 600 }
  .reaction[aria-pressed='true'] { color: var(--accent); background: none }
  .reaction span { font-variant-numeric: tabular-nums }
  .choices { min-height: 2.2em; display: flex; flex-wrap: wrap; gap: 0.3em 1.2em; margin-bottom: 1em; font-size: 0.9em }
  .story { margin-bottom: 1em }
  .mark { color: var(--accent); font-weight: 650; margin-bottom: 0.4em }
  .head { display: flex; gap: 0.75em; justify-content: space-between; align-items: flex-start }
  .kind { display: inline-flex; gap: 0.4em; align-items: center; font-size: 0.82em; font-weight: 650; padding: 0.22em 0.7em; border-radius: 99px; white-space: nowrap; color: var(--kind); background: var(--kind-bg) }
  .story h3 { margin-top: 0.7em }
  .story h3 .text-button { font-weight: inherit }
  .lesson { margin-top: 0.7em; padding: 0.7em 1em; border-inline-start: 4px solid var(--kind); background: var(--kind-bg); border-start-end-radius: 8px; border-end-end-radius: 8px; max-width: 64ch }
  .lesson b { display: block; font-size: 0.82em; font-weight: 650; color: var(--kind) }
  .text { margin-top: 0.6em; max-width: 64ch; color: color-mix(in oklab, var(--text), var(--soft) 35%) }
  .tags { margin-top: 0.6em }
  .more { display: flex; margin: 0 auto 1em }
  .end { text-align: center; padding: 0.4em 0 1em; min-height: 2.9em }
  .told { width: 100%; margin-bottom: 1em; color: var(--kind); background: var(--kind-bg) }
  @container (max-width: 30em) {
    .head { display: grid; gap: 0.6em }
    .kind { order: -1; justify-self: start }
    .bar ~ .filters { flex-wrap: nowrap; overflow-x: auto; padding: 4px; margin: -4px -4px 0.5em }
    .filters > * { flex: none }
    .choices { min-height: 6.4em }
  }
`
