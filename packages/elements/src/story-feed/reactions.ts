/** Reactions as buttons that say what they mean, pressed or not. */
import type { Reaction, ReactionCounts } from '@vlinder/contract'
import { html } from 'lit'
import type { Words } from '../core/language.ts'

const REACTIONS: Reaction[] = ['recognise', 'learned', 'thanks']

export const reactionButtons = (
  words: Words,
  counts: ReactionCounts,
  mine: readonly Reaction[],
  react: (reaction: Reaction, on: boolean) => Promise<void>,
) =>
  REACTIONS.map((reaction) => {
    const on = mine.includes(reaction)
    return html`<button type="button" class="reaction" aria-pressed=${String(on)} @click=${() => react(reaction, !on)}>${words.reactions[reaction]} <span>${counts[reaction] || ''}</span></button>`
  })
