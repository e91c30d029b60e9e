/** A text with what was typed marked in it. */
import type { Marks } from '@vlinder/contract'
import { html } from 'lit/html.js'

export function marked(text: string, marks: Marks) {
  let at = 0
  const parts = marks.flatMap(([start, end]) => {
    const part = [text.slice(at, start), html`<mark>${text.slice(start, end)}</mark>`]
    at = end
    return part
  })
  return [...parts, text.slice(at)]
}
