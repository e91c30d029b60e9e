import { css } from '../core/css.ts'

export const styles = css`
  :host([bare]) .panel { border-color: transparent; background: none }
  .head { gap: 1em }
  .head .face { width: var(--vlinder-photo-size, 5em); height: var(--vlinder-photo-size, 5em) }
  .head .initials { font-size: calc(var(--vlinder-photo-size, 5em) * 0.26); width: 3.85em; height: 3.85em }
  :host([bare]) .head { padding-inline-end: 2.2em }
  :host([bare]) .skeleton { padding-inline-end: 4em }
  .own { margin-top: 0.9em }
  .about { margin-top: 0.9em }
  .label { font-size: 0.82em; color: var(--soft); margin: 1em 0 0.4em }
  .topics { display: flex; flex-wrap: wrap; gap: 0.35em }
  .topics li { font-size: 0.9em; padding: 0.12em 0.7em; border: 1px solid var(--line); border-radius: 99px; background: var(--sunk) }
  li small { display: block; line-height: 1.35; color: var(--soft) }
  dd { margin: 0 }
  dl { display: flex; flex-wrap: wrap; gap: 0.6em 1.5em; margin: 1em 0 1.1em }
  dl div { line-height: 1.25 }
  dt { color: var(--soft); font-size: 0.82em }
  dd { font-weight: 650; font-size: 1.12em; font-variant-numeric: tabular-nums }
  .date { font-size: 1em; font-weight: 500 }
`
