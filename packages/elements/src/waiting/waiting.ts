/**
 * What waits for the reader, as quiet lines at the head of a feed; it comes after the first stories. Each kind of line is a
 * part of its own, which asks whether there are any and brings more code only when there are.
 */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { mentionLines } from './mention-lines.ts'
import { previewLines } from './preview-lines.ts'

/** Draws the lines of one kind, as list items; nothing when there are none. */
export type Lines = () => unknown

export function waiting(host: CommunityElement): () => unknown {
  const kinds: Lines[] = [previewLines(host), mentionLines(host)]
  return () => {
    const lines = kinds.map((draw) => draw()).filter(Boolean)
    return lines.length ? html`<ul class="waiting">${lines}</ul>` : ''
  }
}
