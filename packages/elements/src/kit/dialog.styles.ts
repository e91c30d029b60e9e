import { css } from '../core/css.ts'

/** Adopted by a widget when it first opens a dialog. */
export const dialogStyles = css`
  dialog {
    width: min(46em, calc(100vw - 1.5em)); max-height: min(92vh, 60em); padding: 0; border: 1px solid var(--line);
    border-radius: var(--radius); background: var(--surface); color: var(--text); overscroll-behavior: contain;
  }
  dialog.narrow { width: min(26em, calc(100vw - 1.5em)) }
  dialog:focus-visible { outline: none }
  dialog::backdrop { background: rgb(10 20 18 / 0.45) }
  dialog[open] { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start }
  dialog > * { grid-area: 1 / 1; min-width: 0 }
  .close { justify-self: end; position: sticky; top: 0.7em; margin: 0.7em 0.7em 0 0; width: 2.4em; height: 2.4em; padding: 0; background: var(--surface); z-index: 1 }
  @media print {
    dialog[open] { position: absolute; inset: 0 0 auto; width: auto; max-width: none; max-height: none; overflow: visible; border: 0 }
    dialog::backdrop { background: #fff }
    .close { display: none }
  }
`

/** What fills a dialog of its own. */
export const pageStyles = css`
  section { padding: 1.4em 1.5em 1.5em }
  h2 { padding-inline-end: 2em }
  h2:focus { outline: none }
  h3 { font-size: 0.88em; color: var(--soft); margin-top: 1em }
  .skeleton { padding-inline-end: 4em }
`
