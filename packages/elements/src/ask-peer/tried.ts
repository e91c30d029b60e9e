/** What came of an answer for those who tried it. */
import { afterwards } from '@vlinder/client'
import type { Answer, AnswerMine, Outcome } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { failure } from '../kit/thread.ts'
import type { AskingWords } from './words.ts'

export const OUTCOMES: Outcome[] = ['worked', 'mixed', 'failed']

/** Of one thread; made once for each. `changed` is called once something else is so. */
export function tried(host: CommunityElement, changed: () => void) {
  /** The answer that the reader tried and has yet to say of what came of it, and the one that was pressed last. */
  let open = ''
  let pressed = ''
  const trouble = failure(host)

  async function set(id: string, outcome: Outcome | null): Promise<void> {
    pressed = id
    if (!(await trouble.run(() => afterwards(host.community).setTried(id, outcome)))) return
    open = ''
    changed()
  }

  return (words: AskingWords, { id, tried: counts }: Answer, mine: AnswerMine | undefined) => {
    const { after } = words
    const said = after.counts(counts)
    const now = mine?.tried
    const asking = open === id || now
    const toggle = () => {
      open = open === id ? '' : id
      host.requestUpdate()
    }
    return html`${said ? html`<p class="soft small">${said}</p>` : ''}
      ${
        mine?.mayTry || now
          ? html`<div class="acts small tried" role="group" aria-label=${after.tried}>
        <button type="button" aria-expanded=${String(Boolean(asking))} aria-disabled=${String(Boolean(now))} @click=${toggle}>${after.tried}</button>
        ${asking ? OUTCOMES.map((one) => html`<button type="button" aria-pressed=${String(now === one)} @click=${() => set(id, now === one ? null : one)}>${after.outcomes[one]}</button>`) : ''}</div>`
          : ''
      }${pressed === id ? trouble.draw(words) : ''}`
  }
}
