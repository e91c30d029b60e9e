import { css } from '../core/css.ts'

export const styles = css`
  :host([asked]) { margin-block: 0.3em; padding: 1em 1.1em; border-radius: 10px; background: var(--sunk) }
  :host([asked]) .first { margin-bottom: 0.8em }
  .row { display: flex; flex-wrap: wrap; gap: 0.9em; align-items: center }
  .row > div { flex: 1 1 12em; min-width: 0 }
  .acts { margin: 0 }
  p + .acts { margin-top: 0.5em }
  canvas, .face { width: 6em; height: 6em; border-radius: 50%; flex: none }
  .initials { font-size: 1.5em; width: 4em; height: 4em }
  progress { display: block; width: 100%; margin-top: 0.6em; accent-color: var(--accent) }
  .problem { margin: 0.6em 0 0 }
`
