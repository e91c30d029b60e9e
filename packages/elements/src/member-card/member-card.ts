import { ClientError, members } from '@vlinder/client'
import type { Member, MemberOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { VlinderContactEvent } from '../events/vlinder-contact.ts'
import { face, nameButton } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { styles } from './member-card.styles.ts'

/** What a contact button may open; a template is the facilitator's, but nobody types javascript: here. */
const CONTACT = /^(https|mailto|msteams|tel|sip):/i

/**
 * Who somebody is and what they can be asked about.
 *
 * @tagname vlinder-member-card
 * @attr {string} member - id of the member to show
 * @attr {string} subject - or the host's own id for this person
 * @attr {compact|full} variant - `compact` (face, name, position) or `full`; default `compact`
 * @attr {boolean} bare - without a border of its own, for inside a card of the page
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @fires vlinder-contact - the reader wants to reach this member; cancel it to handle contact yourself
 * @fires vlinder-loaded - the member is shown
 * @fires vlinder-error - the member could not be shown
 * @fires vlinder-session-expired - nobody is signed in any more; its `retry()` makes all widgets ask again
 * @csspart card - the card
 * @csspart photo - the face, or the initials where there is none
 * @csspart problem - what is shown when something is wrong
 * @cssprop [--vlinder-accent] - colour of what can be pressed
 * @cssprop [--vlinder-on-accent] - text on that colour
 * @cssprop [--vlinder-surface] - background of cards
 * @cssprop [--vlinder-sunk] - background of fields and chips
 * @cssprop [--vlinder-line] - borders
 * @cssprop [--vlinder-text] - text
 * @cssprop [--vlinder-soft] - text of lesser weight
 * @cssprop [--vlinder-radius=12px] - corners of cards
 * @cssprop [--vlinder-photo-size=5em] - edge of the photo in the full card
 */
export class MemberCard extends CommunityElement {
  static override properties = { ...CommunityElement.properties, member: {}, subject: {}, variant: {} }
  static override styles = [...CommunityElement.styles, richTextStyles, styles]

  declare member: string | undefined
  declare subject: string | undefined
  declare variant: string | undefined

  #card = this.load(
    () => (this.member || this.subject ? [this.member, this.subject] : undefined),
    ([member, subject], signal) =>
      member
        ? members(this.community).member(member, { signal })
        : members(this.community).memberBySubject(subject ?? '', { signal }),
  )

  #leave: (() => void) | undefined
  #late: ((words: AllWords, one: MemberOne) => unknown) | undefined

  protected override updated(): void {
    if (!this.ready || this.#leave) return
    this.#leave = this.community.subscribe(({ type, id }) => {
      if (type === 'member' && id === this.#card.value?.item.id) this.#card.reload()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#leave = undefined
  }

  protected override draw(words: AllWords) {
    if (!this.member && !this.subject) {
      return problem(this, new ClientError('misconfigured', 'needs a member or subject attribute'))
    }
    return this.#card.draw((one) =>
      this.variant === 'full' ? this.#full(one, words) : this.#compact(one.item, words),
    )
  }

  #compact(member: Member, words: AllWords) {
    return html`<div class="panel who" part="card">${face(this, member)}
      <div>${nameButton(member)}${this.#place(member, words)}</div>
    </div>`
  }

  #place({ position, organisation, active, awayUntil }: Member, words: AllWords) {
    return html`<small><bdi>${position}</bdi></small><small><bdi>${organisation}</bdi></small>
      ${active ? (awayUntil ? html`<small>${words.lived.away} ${when(`${awayUntil}T12:00`, this.language)}</small>` : '') : html`<small>${words.left}</small>`}`
  }

  /** As the page has set it: an attribute of an image cannot read a variable. */
  get #photoSize(): string {
    return getComputedStyle(this).getPropertyValue('--vlinder-photo-size') || '80px'
  }

  /** What members change of themselves, and facilitators of others: it comes for them alone. */
  #acts(one: MemberOne, words: AllWords) {
    if (!this.#late) {
      this.#late = () => ''
      void this.lazily(async () => {
        this.#late = (await import('./card-acts.ts')).cardActs(this, () => this.#card.reload())
        this.requestUpdate()
      })
    }
    return this.#late(words, one)
  }

  /** What they can be asked about, what they went through and when they are reached; not of a leaver. */
  #askable({ active, topics, experience, hours }: Member, { askAbout, lived }: AllWords) {
    const list = (label: string, items: readonly unknown[], name = '') =>
      active && items.length
        ? html`<h3 class="label">${label}</h3><ul class=${name}>${items.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>`
        : ''
    return [
      list(askAbout, topics, 'topics'),
      list(
        lived.title,
        experience.map(({ topic, outcome, note }) => html`${topic}: ${lived[outcome]}<small>${note}</small>`),
      ),
      list(lived.hours, hours ? [hours] : []),
    ]
  }

  #full(one: MemberOne, words: AllWords) {
    const {
      item: member,
      mine: { self, mayDeactivate },
    } = one
    const { stories, answers, helped } = member.shared
    return html`<article class="panel" part="card">
      <div class="who head">${face(this, member, this.#photoSize)}<div><h2><bdi>${member.name}</bdi></h2>${this.#place(member, words)}</div></div>
      ${member.about.length ? html`<div class="rich about">${richText(member.about)}</div>` : ''}
      ${this.#askable(member, words)}
      <dl>
        <div><dt>${words.sharedStories}</dt><dd>${stories}</dd></div>
        <div><dt>${words.sharedAnswers}</dt><dd>${answers}</dd></div>
        <div><dt>${words.sharedHelped}</dt><dd>${helped}×</dd></div>
        <div><dt>${words.since}</dt><dd class="date">${when(member.joined, this.language)}</dd></div>
      </dl>
      ${member.active && !self ? html`<button type="button" class="primary" @click=${() => contact(this, member)}>${words.contact}</button>` : ''}
      ${self || mayDeactivate ? this.#acts(one, words) : ''}
    </article>`
  }
}

/** Reaches a member: the host may do it itself, else the community's own way opens. Whether there was a way. */
export function contact(host: HTMLElement, member: Member): boolean {
  if (!host.dispatchEvent(new VlinderContactEvent(member))) return true
  if (!member.contact || !CONTACT.test(member.contact)) return false
  // A mail or chat program opens over the page; a web page in a tab of its own.
  if (/^https:/i.test(member.contact)) open(member.contact, '_blank', 'noopener')
  else location.assign(member.contact)
  return true
}

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-member-card': MemberCard
  }
}
