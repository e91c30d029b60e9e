/** What can be done from a card: on one's own, what others know of oneself; on another's, facilitators say whether they take part. */
import type { MemberOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { part } from '../kit/part.ts'

/** Of one card; made once. `changed` reads the member anew. */
export function cardActs(host: CommunityElement, changed: () => void) {
  const own = part(host, async () => {
    await (await import('../own-settings/own-settings.ts')).defineOwn()
    return html`<vlinder-own-photo class="own" bare></vlinder-own-photo><vlinder-own-settings class="own"></vlinder-own-settings>`
  })
  const activity = part(host, async () => (await import('./activity.ts')).activity(host, changed))
  return (words: AllWords, { item, mine }: MemberOne) => (mine.self ? own() : activity()?.(words, item))
}
