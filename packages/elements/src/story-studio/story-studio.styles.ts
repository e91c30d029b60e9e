import { css } from '../core/css.ts'

export const styles = css`
  .skeleton { padding-inline-end: 4em }
  form { padding: 1.4em 1.5em; display: grid; gap: 1em }
  h2 { padding-inline-end: 2em }
  .step, fieldset { display: grid; gap: 0.6em; border: 0; padding: 0; margin: 0; min-width: 0 }
  .step { min-height: 15em; align-content: start }
  .step .filters, .story, .story h3, .told { margin: 0 }
  .ask, legend { font-size: 1.12em; line-height: 1.3; font-weight: 650; margin: 0; padding: 0 }
  .ask:focus, legend:focus { outline: none }
  .progress ol { display: flex; gap: 3px; margin: 0.2em 0 0; padding: 0; list-style: none }
  .progress p { display: flex; justify-content: space-between; gap: 1em }
  .progress li { flex: 1; max-width: 4em }
  .progress li button { width: 100%; min-height: 24px; padding: 0; border: 0; border-radius: 4px }
  .progress li button::before { content: ''; flex: 1; height: 5px; border-radius: 3px; background: var(--line) }
  .progress button:not([aria-current='step']):hover::before { background: var(--soft) }
  .progress .filled::before { background: color-mix(in oklab, var(--accent) 55%, var(--surface)) }
  .progress [aria-current='step']::before { height: 9px; background: var(--accent) }
  .wrong { color: light-dark(#a3261c, #ffa99e); font-weight: 600 }
  [aria-invalid='true']:is(input, textarea) { border-color: light-dark(#a3261c, #ffa99e) }
  textarea { min-height: 9em }
  .tall { min-height: 16em; max-height: 30em }
  summary { cursor: pointer; color: var(--accent); font-weight: 600; padding: 0.2em 0; width: fit-content }
  details p { padding: 0.6em 0.9em; margin-top: 0.2em; background: var(--sunk); border-radius: 8px; font-style: italic }
  .kind-choice { display: grid; gap: 0.1em; padding: 0.7em 0.9em; margin: 0; border: 1px solid var(--line); border-radius: var(--radius); font-weight: 400; cursor: pointer }
  .kind-choice b { display: flex; gap: 0.5em; align-items: center; font-weight: 650; color: var(--kind) }
  .kind-choice input { position: absolute; opacity: 0; width: 1px; height: 1px; padding: 0 }
  .kind-choice:has(:checked) { border-color: var(--kind); box-shadow: inset 0 0 0 1px var(--kind); background: var(--kind-bg) }
  .kind-choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px }
  .step .filters > * { flex: 0 1 auto }
  .own { display: flex; gap: 0.4em; margin-top: 0.4em }
  .own input { min-width: 0; padding: 0.35em 0.85em; flex: 1; max-width: 20em }
  .tools { display: flex; gap: 0.3em }
  .tool { flex: 0 1 2.6em; min-height: 2.4em; padding: 0; border-radius: 8px }
  [hidden] { display: none }
  .shared { border-color: light-dark(#a86a00, #e5b765); display: grid; gap: 0.4em }
  .shared h4 { margin: 0; font-size: 1em; font-weight: 650 }
  .shared li { margin-top: 0.6em }
  .shared small { display: block }
  legend { margin-bottom: 0.3em }
  .shared mark { background: light-dark(#ffe2a8, #6b4a00); color: inherit; padding: 0.05em 0.2em; border-radius: 4px; text-decoration: underline wavy; text-underline-offset: 0.25em }
  form canvas { display: block; max-width: 100%; max-height: 12em; border-radius: 8px }
  .acts { margin: 0 -1.5em -1.4em; padding: 0.8em 1.5em; position: sticky; bottom: 0; background: var(--surface); border-top: 1px solid var(--line); border-radius: 0 0 var(--radius) var(--radius) }
  @media (forced-colors: active) { .progress button::before { background: GrayText } .progress [aria-current='step']::before { background: Highlight } .kind-choice:has(:checked) { outline: 2px solid } }
`
