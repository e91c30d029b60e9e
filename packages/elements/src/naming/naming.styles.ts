import { css } from '../core/css.ts'

export const styles = css`
  .naming {
    inset: auto; margin: 0; width: min(21em, calc(100vw - 12px)); max-height: min(20em, var(--room)); overflow: auto;
    padding: 0.3em; background: var(--surface); color: var(--text); border: 1px solid var(--line);
    border-radius: var(--radius); box-shadow: 0 8px 28px rgb(10 20 18 / 0.22);
  }
  .naming p { padding: 0.4em 0.7em }
  .naming li { padding: 0.4em 0.6em; min-height: 44px; border-radius: 8px; cursor: pointer; line-height: 1.3; overflow-wrap: anywhere }
  .naming .face { width: 2.3em; height: 2.3em }
  .naming [aria-selected='true'] { background: var(--sunk); box-shadow: inset 0 0 0 2px var(--accent) }
  @media (forced-colors: active) { .naming [aria-selected='true'] { outline: 2px solid Highlight; outline-offset: -2px } }
`
