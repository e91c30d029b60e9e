/** Whom to ask by name: the peers that are suggested, with the reason, and anybody who is found by name. */
import type { MemberRef, SuggestedPeer } from '@vlinder/contract'
import { ASKS_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { face } from '../kit/person.ts'
import type { Writing } from '../kit/sending.ts'
import { finding } from '../peers/finding.ts'
import type { AskDraft } from './asking.ts'
import { inWords } from './reasons.ts'
import type { AskingWords } from './words.ts'

/** Of one box; made once for each. */
export function choosing(host: CommunityElement) {
  let draft: Writing<AskDraft>
  const choose = (peers: MemberRef[]) => draft.change({ peers })
  const find = finding(host, (one) => choose([...draft.value.peers, one]))

  return (words: AskingWords, now: Writing<AskDraft>, suggested: readonly SuggestedPeer[]) => {
    draft = now
    const { asking } = words
    const { peers } = draft.value
    const full = peers.length >= ASKS_MAX
    const isChosen = (id: string) => peers.some((one) => one.id === id)
    const path = draft.error?.problem?.errors?.[0]?.path.split('.') ?? []
    const unfit = path[1] === 'peers' && peers[Number(path[2])]
    const row = (member: MemberRef, reasons: string) => {
      const chosen = isChosen(member.id)
      const press = () => choose(chosen ? peers.filter(({ id }) => id !== member.id) : [...peers, member])
      // What cannot be chosen any more says so by itself.
      return html`<li><label class="who"><input type="checkbox" .checked=${chosen} ?disabled=${full && !chosen} @change=${press}>${face(host, member)}
        <span><bdi>${member.name}</bdi><small>${reasons || html`<bdi>${[member.position, member.organisation].filter(Boolean).join(', ')}</bdi>`}</small></span></label></li>`
    }
    const others = peers.filter(({ id }) => suggested.every(({ member }) => member.id !== id))
    return html`<fieldset class="whom"><legend>${asking.who}</legend>
      <ul>${suggested.map(({ member, because }) => row(member, inWords(words, because)))}${others.map((member) => row(member, ''))}</ul>
      ${find(words, asking, peers, full)}
      ${unfit ? html`<p class="problem panel" role="alert">${asking.unfit(unfit.name)}</p>` : ''}
      <p class="soft small" role="status">${peers.length ? asking.chosen(peers.map(({ name }) => name)) : asking.everybody}</p></fieldset>`
  }
}
