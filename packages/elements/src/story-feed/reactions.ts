/** Reactions as buttons that say what they mean, pressed or not, and what becomes of a press. */
import { type ClientError, feed } from '@vlinder/client'
import type { Reaction, ReactionCounts, ReactionResult } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { Words } from '../core/language.ts'
import { failedAt } from '../core/session.ts'

const REACTIONS: Reaction[] = ['recognise', 'learned', 'thanks']

/** What a reader gave a story, as far as known here; `error` when the last press came to nothing. */
export interface Given extends ReactionResult {
  error?: ClientError | undefined
}

/**
 * Remembers reactions beside what pages said. A press shows at once; presses while one is under way are sent after it,
 * the last of them only; one that fails is taken back, and the error kept with the story.
 */
export function reacting(host: CommunityElement) {
  const given = new Map<string, Given>()
  /** Presses under way, by story and reaction: what the reader wants by now. */
  const wishes = new Map<string, boolean>()
  const set = (id: string, now: Given) => {
    given.set(id, now)
    host.requestUpdate()
  }

  return {
    of: (id: string) => given.get(id),
    forget: () => given.clear(),
    /** Another widget reacted. */
    heard(id: string, now: ReactionResult) {
      if (!wishes.size) set(id, now)
    },
    async press(id: string, before: Given, reaction: Reaction) {
      const wish = id + reaction
      const on = !before.mine.includes(reaction)
      set(id, pressed(before, reaction, on))
      const waiting = wishes.has(wish)
      wishes.set(wish, on)
      if (waiting) return
      let sent = !on
      try {
        while (sent !== wishes.get(wish)) {
          sent = !sent
          const answer = await feed(host.community).react(id, reaction, sent)
          if (sent === wishes.get(wish)) set(id, answer)
        }
      } catch (error) {
        const failure = error as ClientError
        failedAt(host, failure)
        set(id, { ...before, error: failure })
      }
      wishes.delete(wish)
    },
  }
}

const pressed = ({ reactions, mine }: ReactionResult, reaction: Reaction, on: boolean): Given => ({
  reactions: { ...reactions, [reaction]: reactions[reaction] + (on ? 1 : -1) },
  mine: on ? [...mine, reaction] : mine.filter((one) => one !== reaction),
})

export const reactionButtons = (
  words: Words,
  counts: ReactionCounts,
  mine: readonly Reaction[],
  press: (reaction: Reaction) => void,
) =>
  REACTIONS.map(
    (reaction) =>
      html`<button type="button" class="reaction" aria-pressed=${String(mine.includes(reaction))} @click=${() => press(reaction)}>${words.reactions[reaction]}${counts[reaction] ? html` <span>${counts[reaction]}</span>` : ''}</button>`,
  )
