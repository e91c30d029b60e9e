import { css } from '../core/css.ts'

export const styles = css`
  .skeleton { padding-inline-end: 4em }
  form { padding: 1.4em 1.5em; display: grid; gap: 1.1em }
  .wrong { color: light-dark(#a3261c, #ffa99e); font-weight: 600 }
  [aria-invalid='true']:is(input, textarea) { border-color: light-dark(#a3261c, #ffa99e) }
  fieldset { border: 0; padding: 0; margin: 0; min-width: 0 }
  legend { font-weight: 600; padding: 0; margin-bottom: 0.4em }
  .filters { margin: 0 }
  fieldset .wrong { margin-top: 0.6em }
  .tall { min-height: 11em }
  .kind-choice { display: inline-flex; gap: 0.45em; align-items: center; min-height: 2.25em; padding: 0.3em 0.9em; margin: 0; border: 1px solid var(--line); border-radius: 99px; font-weight: 400; cursor: pointer }
  .kind-choice input { position: absolute; opacity: 0; width: 1px; height: 1px; padding: 0 }
  .kind-choice:has(:checked) { border-color: currentcolor; font-weight: 650; color: var(--kind); background: var(--kind-bg) }
  .kind-choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px }
  .acts { margin: 0 }
`
