import { css } from '../core/css.ts'

export const styles = css`
  .list { display: grid; gap: 0.9em; margin-top: 0.9em }
  .list li { border-inline-start: 4px solid light-dark(#a3451c, #f2a483); padding-inline-start: 0.8em }
  .list .warning { border-color: light-dark(#8a6d00, #d9bd5b) }
  code, pre { font-family: ui-monospace, monospace; font-size: 0.88em; overflow-wrap: anywhere; white-space: pre-wrap }
  code { display: block; background: var(--sunk); padding: 0.3em 0.6em; border-radius: 6px; margin-top: 0.3em }
  pre { margin: 0.6em 0 0; padding: 0.8em; background: var(--sunk); border-radius: 8px }
  details { margin-top: 1em }
  summary { cursor: pointer }
`
