/** Who reads a story before everybody does, how far they have come and what they said, for its author. Private: part of the studio's last step. */
import { type ClientError, previews } from '@vlinder/client'
import type { Peer, PreviewOne, StoryWords } from '@vlinder/contract'
import { PEERS_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { draftOf } from '../kit/drafts.ts'
import { formStyles } from '../kit/form.styles.ts'
import { removing } from '../kit/removing.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { failure } from '../kit/thread.ts'
import type { Reviewed } from '../story-studio/review.ts'
import { styles } from './choose-peers.styles.ts'
import { finding } from './finding.ts'
import { talkStyles } from './peer-talk.styles.ts'
import { talking } from './peer-talk.ts'
import { telling } from './peer-telling.ts'
import type { PeersWords } from './words.ts'

export class ReadingPeers extends CommunityElement {
  static override properties = {
    ...CommunityElement.properties,
    reviewed: { attribute: false },
    own: { attribute: false },
  }
  static override styles = [...CommunityElement.styles, formStyles, richTextStyles, talkStyles, styles]

  declare reviewed: Reviewed
  declare own: PeersWords

  /** The preview as it is now. Without it the text is a draft as any other. */
  #one = this.load(
    () => (this.#id ? [this.#id] : undefined),
    async ([id], signal) => {
      try {
        return await previews(this.community).preview(id, { signal })
      } catch (error) {
        if ((error as ClientError).status === 404) this.reviewed.draft.change({ preview: undefined })
        throw error
      }
    },
    true,
  )
  #find = finding(this, ({ id }) =>
    this.#setPeers([...(this.#one.value?.item.peers ?? []).map((one) => one.id), id]),
  )
  #talk = talking(this, () => this.#one.reload())
  #removing = removing(this)
  #trouble = failure(this)
  #busy = false
  /** Another page changed it meanwhile. */
  #disputed = false
  #note = ''

  /** What is heard on this page: where a feed listens, that is what others say, too. */
  #stop = () => {}

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = this.community.subscribe(({ type, id }) => {
      if (type === 'preview' && id === this.#id) this.#one.reload()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop()
  }

  get #id(): string | undefined {
    return this.reviewed?.draft.value.preview?.id
  }

  protected override draw(words: AllWords) {
    return this.#one.draw((one) => this.#all(one, words, this.own))
  }

  #all(one: PreviewOne, words: AllWords, own: PeersWords) {
    const { draft, story } = this.reviewed
    const { item, mine } = one
    if (item.story)
      return html`<p class="panel soft">${own.ownShared(item.comments)}</p>${this.#talk.draw(words, own, one)}`
    const reading = item.peers.map(({ id }) => id)
    const button = (label: string, press: () => unknown) =>
      html`<button type="button" aria-disabled=${String(this.#busy || draft.busy)} @click=${press}>${label}</button>`
    const isNew = isChanged(one, story) && story.lesson?.trim()
    return html`<section class="panel" aria-labelledby="first"><h3 id="first">${own.peers}</h3>
      <p class="soft small">${own.only(item.peers.map(({ name }) => name))}</p>
      ${this.#trouble.draw(words)}
      ${this.#disputed || draft.error?.problemName === 'conflict' ? this.#choice(words) : ''}
      <ul>${(mine.peers ?? []).map((peer) => this.#peer(peer, reading, own))}</ul>
      ${this.#find(words, own, item.peers, reading.length >= PEERS_MAX)}
      <p role="status">${this.#note}</p>
      <div class="acts">
        ${reading.length && isNew ? button(own.update, () => this.#update(own)) : ''}
        ${reading.length ? button(own.back, () => this.#setPeers([])) : this.#removing(words, item.id, () => this.#away(item.id, own), own.away)}
      </div></section>
      ${this.#talk.draw(words, own, one)}`
  }

  /** Another page changed it: what stands there, or what stands here, is it from now on. */
  #choice({ kept }: AllWords) {
    return html`<div class="problem" role="alert"><p>${kept.disputed}</p><div class="acts">
      <button type="button" @click=${() => this.#settle('theirs')}>${kept.theirs}</button>
      <button type="button" @click=${() => this.#settle('mine')}>${kept.mine}</button></div></div>`
  }

  #peer({ member: { id, name }, state, changed, comments }: Peer, reading: string[], own: PeersWords) {
    const off = () => this.#setPeers(reading.filter((one) => one !== id))
    return html`<li><span><bdi>${name}</bdi>: ${changed ? own.before : own.states[state]}${own.comments(comments)}</span>
      ${reading.includes(id) ? html`<button type="button" class="plain small" aria-label=${own.remove(name)} @click=${off}>✕</button>` : ''}</li>`
  }

  /** The text stays a draft, now of the newer revision. */
  #update(own: PeersWords): Promise<void> {
    const { draft, story } = this.reviewed
    const { id, revision: after } = draft.value.preview!
    return this.#try(async () => {
      const { item } = await previews(this.community).changePreview(id, { story, after })
      draft.change({ preview: { id, revision: item.revision } })
      this.#note = own.updated
      this.#one.reload()
    })
  }

  #settle(whose: 'theirs' | 'mine'): Promise<void> {
    const { draft } = this.reviewed
    return this.#try(async () => {
      const one = await previews(this.community).preview(this.#id!)
      const { draft: name, tale } = telling(one, this.words?.prompts)
      // What was said about it is true no more.
      draftOf(this.community, name, tale).error = undefined
      draft.change(whose === 'theirs' ? tale : { preview: tale.preview })
      this.#one.reload()
    })
  }

  #setPeers(peers: string[]): Promise<void> {
    return this.#try(async () => {
      await previews(this.community).setPeers(this.#id!, peers)
      this.#one.reload()
    })
  }

  /** Sent nowhere: as if it were, the draft goes with it. */
  async #away(id: string, own: PeersWords): Promise<void> {
    const { draft, asked } = this.reviewed
    const gone = await draft.send(async () => {
      await previews(this.community).deletePreview(id)
      return true
    })
    if (gone) asked(own.thrown)
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    this.#note = ''
    this.#disputed = false
    this.#trouble.set()
    try {
      await work()
    } catch (error) {
      const { problemName, status } = error as ClientError
      this.#disputed = problemName === 'conflict'
      if (status === 404) this.#one.reload()
      else if (!this.#disputed) this.#trouble.set(error)
    }
    this.#busy = false
    this.requestUpdate()
  }
}

/** Whether its peers read something else than what stands here. */
const isChanged = ({ item, mine }: PreviewOne, story: StoryWords): boolean => {
  const { kind, title, topics, patterns } = item
  const there: StoryWords = { kind, title, topics, patterns, ...mine.source }
  return (Object.keys({ ...there, ...story }) as (keyof StoryWords)[]).some(
    (field) => JSON.stringify(there[field]) !== JSON.stringify(story[field]),
  )
}
