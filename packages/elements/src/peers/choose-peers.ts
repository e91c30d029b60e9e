/** The choice to let one to three colleagues read a story before everybody does. Private: part of the studio's last step. */
import { previews } from '@vlinder/client'
import type { MemberRef } from '@vlinder/contract'
import { PEERS_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import type { AllWords } from '../core/language.ts'
import { skeleton } from '../core/states.ts'
import { formStyles } from '../kit/form.styles.ts'
import type { Reviewed } from '../story-studio/review.ts'
import { styles } from './choose-peers.styles.ts'
import { finding } from './finding.ts'
import { type PeersWords, peersWords } from './words.ts'

const READING = 'vlinder-reading-peers'

export class ChoosePeers extends CommunityElement {
  static override properties = { ...CommunityElement.properties, reviewed: { attribute: false } }
  static override styles = [...CommunityElement.styles, formStyles, styles]

  declare reviewed: Reviewed

  #own = this.load(
    () => [this.language],
    ([language]) => peersWords(language),
    true,
  )
  #chosen: MemberRef[] = []
  #find = finding(this, (one) => this.#choose([...this.#chosen, one]))
  #open = false
  #reading: Promise<void> | undefined

  protected override draw(words: AllWords) {
    return this.#own.draw((own) =>
      this.reviewed.draft.value.preview ? this.#again(own) : this.#first(words, own),
    )
  }

  /** Some read it already. */
  #again(own: PeersWords) {
    this.#reading ??= this.lazily(async () => {
      define(READING, (await import('./reading-peers.ts')).ReadingPeers)
      this.requestUpdate()
    })
    return customElements.get(READING)
      ? html`<vlinder-reading-peers .reviewed=${this.reviewed} .own=${own}></vlinder-reading-peers>`
      : skeleton()
  }

  #first(words: AllWords, own: PeersWords) {
    const chosen = this.#chosen
    if (!this.#open)
      return html`<button type="button" class="text-button" aria-expanded="false" @click=${this.#start}>${own.first}</button>`
    const { busy, error } = this.reviewed.draft
    // Who left since they were found.
    const path = error?.problem?.errors?.[0]?.path.split('.') ?? []
    const unfit = path[1] === 'peers' && chosen[Number(path[2])]
    return html`<section class="panel" aria-labelledby="first"><h3 id="first">${own.first}</h3><p class="soft">${own.lead}</p>
      ${chosen.length ? html`<ul class="chips" aria-label=${own.peers}>${chosen.map((one) => this.#chip(one, own))}</ul>` : ''}
      ${this.#find(words, own, chosen, chosen.length >= PEERS_MAX)}
      ${unfit ? html`<p class="problem" role="alert">${own.unfit(unfit.name)}</p>` : ''}
      <p role="status">${chosen.length ? own.will(chosen.map(({ name }) => name)) : ''}</p>
      ${chosen.length ? html`<div class="acts"><button type="button" aria-disabled=${String(busy)} @click=${() => this.#ask(own)}>${own.ask}</button></div>` : ''}
    </section>`
  }

  #chip(one: MemberRef, own: PeersWords) {
    const off = () => this.#choose(this.#chosen.filter((other) => other !== one))
    return html`<li><button type="button" aria-label=${own.remove(one.name)} @click=${off}><bdi>${one.name}</bdi> ✕</button></li>`
  }

  readonly #start = async (): Promise<void> => {
    this.#open = true
    this.requestUpdate()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#find')?.focus()
  }

  #choose(peers: MemberRef[]): void {
    this.#chosen = peers
    this.requestUpdate()
  }

  async #ask(own: PeersWords): Promise<void> {
    const peers = this.#chosen
    const { send, asked } = this.reviewed
    const made = await send((story, key, via) =>
      previews(via).askPeers({ story, peers: peers.map(({ id }) => id) }, { key }),
    )
    if (made) asked(own.sent(peers.map(({ name }) => name)))
  }
}
