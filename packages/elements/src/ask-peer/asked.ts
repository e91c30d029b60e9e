/** Whom a question was asked by name, and how that stands: for its asker with what comes next, for who was asked with one press. */
import { asks } from '@vlinder/client'
import type { Asked, MemberRef, QuestionOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { face, nameButton } from '../kit/person.ts'
import { failure } from '../kit/thread.ts'
import { finding } from '../peers/finding.ts'
import { askReply } from './ask-reply.ts'
import { askedStyles } from './asked.styles.ts'
import { inWords } from './reasons.ts'
import type { AskingWords } from './words.ts'

/** Of one question; made once for each. */
export function asked(host: CommunityElement, question: { value: QuestionOne | undefined; reload(): void }) {
  const reply = askReply(host, () => question.reload())
  const trouble = failure(host)
  adopt(host.renderRoot, askedStyles)
  let told = ''
  const run = async (work: () => Promise<unknown>) => {
    if (await trouble.run(work)) question.reload()
  }
  const ask = ({ id, name }: MemberRef, words: AskingWords) =>
    run(async () => {
      await asks(host.community).askPeer(question.value!.item.id, id)
      told = words.asks.asked(name)
    })
  let now: AskingWords
  const find = finding(host, (one) => void ask(one, now), 'ask-next')

  const state = ({ member, accepted }: Asked, { mine }: QuestionOne, { asks }: AskingWords) => {
    const mineReply = mine.replies?.find((one) => one.member === member.id)
    const said = asks.states[mineReply?.state ?? (accepted ? 'accepted' : 'asked')]
    return typeof said === 'function' ? said(mineReply?.to?.name ?? '') : said
  }
  const row = (one: Asked, whole: QuestionOne, words: AskingWords) => {
    const { asks: own } = words
    const back = () => run(() => asks(host.community).takeBackAsk(whole.item.id, one.member.id))
    return html`<li class="who">${face(host, one.member)}<div>${nameButton(one.member)}<small>${state(one, whole, words)}</small></div>
      ${whole.mine.replies && !one.accepted ? html`<button type="button" class="plain small push" aria-label=${own.takeBack(one.member.name)} @click=${back}>✕</button>` : ''}</li>`
  }
  const more = (whole: QuestionOne, words: AskingWords) => {
    const { next } = whole.mine
    const known = [whole.item.author, ...whole.item.asks.map(({ member }) => member)]
    now = words
    return html`<details class="next" ?open=${Boolean(next)}><summary>${words.asks.next}</summary><ul>${[
      next ?? [],
    ]
      .flat()
      .map(
        ({
          member,
          because,
        }) => html`<li class="who">${face(host, member)}<div>${nameButton(member)}<small>${inWords(words, because)}</small></div>
        <button type="button" class="small push" aria-label="${words.asks.ask}: ${member.name}" @click=${() => ask(member, words)}>${words.asks.ask}</button></li>`,
      )}</ul>${find(words, words.asking, known, false)}</details>`
  }

  return (words: AskingWords, whole: QuestionOne) => {
    const { item, mine } = whole
    return html`<section class="asks" aria-label=${words.asks.title}>
      ${mine.asked ? reply(words, item.id, mine.asked, item.author.id) : ''}
      ${item.asks.length ? html`<h3>${words.asks.title}</h3><ul>${item.asks.map((one) => row(one, whole, words))}</ul>` : ''}
      ${mine.mayAsk ? more(whole, words) : ''}
      <p class="soft small" role="status">${told}</p>${trouble.draw(words)}</section>`
  }
}
