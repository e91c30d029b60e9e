import { css } from '../core/css.ts'

export const styles = css`
  .lead { margin: 0.15em 0 0.8em }
  .details { margin-top: 0.9em }
  .details textarea { margin-top: 0.3em; font-weight: 400 }
  .label { font-size: 0.82em; font-weight: 650; color: var(--soft); margin: 1.3em 0 0.4em }
  .hit { display: block; width: 100%; padding: 0.5em 0; border: 0; border-top: 1px solid var(--line); border-radius: 0; line-height: 1.3 }
  .hit .fresh { display: inline; color: var(--accent) }
  .hit > b { font-weight: 600; display: block }
  .hit small { display: block; margin-top: 0.15em }
  .hit:hover b { text-decoration: underline; text-underline-offset: 0.2em }
  mark { background: none; color: inherit; text-decoration: underline 2px var(--accent); text-underline-offset: 0.15em }
  .peer { padding: 0.6em 0; border-top: 1px solid var(--line); align-items: flex-start }
  .reason { font-weight: 400; text-decoration-color: var(--line) }
  .peer .face { width: 2.6em; height: 2.6em }
  .posted { margin-top: 1em; padding: 0.8em 1em; border-radius: 10px; background: var(--kind-bg); color: var(--kind) }
  .posted .hit { color: var(--text); border: 0; padding-bottom: 0 }
`
