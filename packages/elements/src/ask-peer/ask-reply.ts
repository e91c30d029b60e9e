/** What somebody who was asked by name replies, with one press: they take it up, leave it, or name somebody else. */
import { asks } from '@vlinder/client'
import type { NewReply, QuestionMine } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { failure } from '../kit/thread.ts'
import { finding } from '../peers/finding.ts'
import { replyStyles } from './asked.styles.ts'
import type { AskingWords } from './words.ts'

type MineAsked = NonNullable<QuestionMine['asked']>

/** The buttons of one widget; made once for each. `changed` is called once a reply is there. */
export function askReply(host: CommunityElement, changed: () => void) {
  adopt(host.renderRoot, replyStyles)
  /** The question that was pressed last, and the one for which somebody else is looked up. */
  let pressed = ''
  let referring = ''
  let busy = false
  const trouble = failure(host)
  const find = finding(host, ({ id: to }) => void reply(referring, { state: 'referred', to }), 'refer')

  async function reply(question: string, body: NewReply): Promise<void> {
    if (busy) return
    pressed = question
    busy = true
    if (await trouble.run(() => asks(host.community).reply(question, body))) {
      referring = ''
      changed()
    }
    busy = false
    host.requestUpdate()
  }
  const look = (question: string) => {
    referring = referring === question ? '' : question
    host.requestUpdate()
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>('#refer')?.focus())
  }

  return (words: AskingWords, question: string, { state, to, mayReply }: MineAsked, asker: string) => {
    const { asks: own, asking } = words
    const said = own.mine[state]
    const button = (label: string, now: boolean, press: () => void, more: unknown = '') =>
      html`<button type="button" aria-pressed=${String(now)} aria-disabled=${String(busy)} @click=${press}>${label}${more}</button>`
    return html`<div class="reply-ask" role="group" aria-label=${own.waiting}>
      <p class="soft small" role="status">${typeof said === 'function' ? said(to?.name ?? '') : said}</p>
      ${
        mayReply
          ? html`<div class="acts small">${button(own.accept, state === 'accepted', () => reply(question, { state: 'accepted' }))}
        ${button(own.pass, state === 'passed', () => reply(question, { state: 'passed' }))}
        ${button(own.refer, state === 'referred' || referring === question, () => look(question))}</div>`
          : ''
      }
      ${referring === question ? find(words, { ...asking, find: own.who }, [{ id: asker, name: '' }], false) : ''}
      ${pressed === question ? trouble.draw(words) : ''}</div>`
  }
}
