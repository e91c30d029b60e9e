import { css } from '../core/css.ts'

export const styles = css`
  li { padding: 0.9em 0; border-bottom: 1px solid var(--line) }
  .text { white-space: pre-wrap; max-width: 66ch }
  ins, del { border-radius: 3px; padding: 0 0.15em }
  ins { background: color-mix(in oklab, light-dark(#2e6b2c, #93cf8d) 22%, var(--surface)); text-decoration: underline; text-underline-offset: 0.15em }
  del { background: color-mix(in oklab, light-dark(#a3261c, #ffa99e) 18%, var(--surface)) }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
  section > button { margin-top: 1em }
`
