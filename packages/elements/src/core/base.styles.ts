/**
 * Tokens, and what all widgets share. Sizes are in em of the host's font: `rem` would follow the page's root. What the
 * page's own styles would pass on into us is reset on one wrapper, because `* {... !important}` beats `:host`.
 */
import { css } from './css.ts'

export const base = css`
  :host {
    display: block !important;
    contain: layout style !important;
    --accent: var(--vlinder-accent, light-dark(#0b6b60, #5cc7b6));
    --on-accent: var(--vlinder-on-accent, light-dark(#fff, #0d1f1c));
    --surface: var(--vlinder-surface, light-dark(#fff, #1e2223));
    --text: var(--vlinder-text, light-dark(#1d2624, #e8ecea));
    --soft: var(--vlinder-soft, color-mix(in oklab, var(--text) 72%, var(--surface)));
    --line: var(--vlinder-line, color-mix(in oklab, var(--text) 15%, var(--surface)));
    --sunk: var(--vlinder-sunk, color-mix(in oklab, var(--accent) 5%, var(--surface)));
    --radius: var(--vlinder-radius, 12px);
  }
  :host([hidden]) { display: none !important }
  :host([theme='light']) { color-scheme: light }
  :host([theme='dark']) { color-scheme: dark }
  .vlinder {
    color: var(--text); line-height: 1.5; letter-spacing: normal; word-spacing: normal; text-transform: none;
    text-indent: 0; text-align: start; text-shadow: none; white-space: normal; font-style: normal; font-weight: 400;
    font-variant: normal; overflow-wrap: break-word; cursor: auto; visibility: visible; container-type: inline-size;
  }
  *, ::before, ::after { box-sizing: border-box }
  h2, h3, p, ul { margin: 0; padding: 0 }
  ul { list-style: none }
  h2 { font-size: 1.25em; line-height: 1.25; letter-spacing: -0.01em; font-weight: 680 }
  h3 { font-size: 1.12em; line-height: 1.3; font-weight: 650; text-wrap: balance }
  .failure { --kind: light-dark(#a3451c, #f2a483) }
  .success { --kind: light-dark(#2e6b2c, #93cf8d) }
  .practice { --kind: light-dark(#27599b, #98bff0) }
  .in-progress { --kind: light-dark(#6a4796, #c8aaf0) }
  .failure, .success, .practice, .in-progress { --kind-bg: color-mix(in oklab, var(--kind) 12%, var(--surface)) }
  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit }
  button {
    display: inline-flex; gap: 0.45em; align-items: center; justify-content: center; min-height: 2.25em;
    padding: 0.3em 0.9em; background: none; border: 1px solid var(--line); border-radius: 99px; cursor: pointer;
    text-align: start; transition: border-color 0.15s, background 0.15s;
  }
  button:hover { border-color: var(--accent); color: var(--accent) }
  button:disabled { opacity: 0.55; cursor: default }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  .primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600 }
  .primary:hover { color: var(--on-accent); background: color-mix(in oklab, var(--accent), var(--text) 14%) }
  .plain { border-color: transparent; color: var(--soft) }
  .text-button { overflow-wrap: anywhere; max-width: 100%; border: 0; padding: 0; min-height: 0; border-radius: 4px; display: inline; font-weight: 650; text-decoration: underline transparent; text-underline-offset: 0.2em }
  .text-button:hover { text-decoration-color: currentcolor }
  .soft { color: var(--soft) }
  small, .small { font-size: 0.88em }
  .panel { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.15em 1.25em }
  .acts { display: flex; flex-wrap: wrap; gap: 0.45em; align-items: center; margin-top: 0.8em }
  .push { margin-inline-start: auto }
  .face { width: 3em; height: 3em; border-radius: 50%; background: var(--sunk); flex: none; object-fit: cover }
  .initials { display: grid; place-items: center; font-weight: 650; color: var(--kind); background: var(--kind-bg) }
  .who { display: flex; gap: 0.75em; align-items: center; min-width: 0 }
  .who > div { min-width: 0 }
  .who small { display: block; line-height: 1.35; hyphens: auto; color: var(--soft) }
  .empty { color: var(--soft); padding: 0.6em 0 }
  .problem { margin-bottom: 1em }
  .broken { position: sticky; top: 0 }
  .problem button { margin-top: 0.7em }
  [aria-busy='true'] { opacity: 0.5 }
  .skeleton { display: grid; gap: 0.8em; padding: 1.2em; min-height: 9em; align-content: start }
  .skeleton i { height: 1em; border-radius: 6px; background: var(--line); animation: breathe 1.6s ease-in-out infinite alternate }
  .skeleton i + i { width: 82% }
  @keyframes breathe { to { opacity: 0.25 } }
  svg { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentcolor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round }
  @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important } }
  @media (forced-colors: active) { .primary, [aria-pressed='true'] { outline: 2px solid } }
`
