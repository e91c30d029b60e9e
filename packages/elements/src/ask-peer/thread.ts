/**
 * What is said about a question, while that is read: what it takes to understand it, what peers answer, and the forms for
 * both. Answers that helped come first, then the oldest.
 */
import { questions } from '@vlinder/client'
import type { Answer, AnswerPage, QuestionOne } from '@vlinder/contract'
import { BODY_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { Acts, Thing } from '../acts/acts.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { when } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { part } from '../kit/part.ts'
import { person } from '../kit/person.ts'
import { richText } from '../kit/rich-text.ts'
import { sharing } from '../kit/share.ts'
import { failure, following, paging, replying } from '../kit/thread.ts'
import { circumstances } from './circumstances.ts'
import { remarks } from './remarks.ts'
import type { AskingWords } from './words.ts'

/** What a question lets this part see and do. */
export interface Threaded {
  /** Its id. */
  of: () => string | undefined
  question: { value: QuestionOne | undefined; reload(): void }
  acts: Acts
}

type Drawing = (words: AskingWords, one: QuestionOne) => unknown

/** Of one question; made once for each. */
export function thread(
  host: CommunityElement,
  { of, question, acts }: Threaded,
): Record<'beside' | 'buttons' | 'clarifying' | 'answers', Drawing> {
  const load = new Load(
    host,
    () => {
      const id = of()
      return id ? ([id] as const) : undefined
    },
    ([id], signal) => questions(host.community).answers(id, { limit: 100 }, { signal }),
    true,
  )
  const pages = paging<AnswerPage>(host, (cursor) =>
    questions(host.community).answers(of()!, { cursor, limit: 100 }),
  )
  const replies = replying(host, () => {
    load.reload()
    said.load.reload()
  })
  const said = remarks(host, { of, acts, replies })
  const share = sharing(host, 'question')
  const trouble = failure(host)
  const after = part(host, async () =>
    (await import('./afterwards.ts')).afterwards(host, { question, answers: load }),
  )
  const named = part(host, async () => (await import('./asked.ts')).asked(host, question))
  following(host, of, pages, [question, load, said.load])

  async function mark({ id, helped }: Answer): Promise<void> {
    if (await trouble.run(() => questions(host.community).markHelped(of()!, id, !helped))) load.reload()
  }

  const answer = (one: Answer, mine: AnswerPage['mine'], { mine: may }: QuestionOne, words: AskingWords) => {
    const { author, at, edited, hidden, helped, body, id } = one
    const thing: Thing = {
      type: 'answer',
      item: one,
      mine: mine[id],
      changed: () => load.reload(),
      gone: () => {
        load.reload()
        host.renderRoot.querySelector<HTMLElement>('#answers')?.focus()
      },
    }
    return html`<li class=${helped ? 'success helped' : ''}>
      ${person(host, author, html`<time datetime=${at}>${when(at, host.language)}</time>${edited ? ` · ${words.edited}` : ''}`)}
      ${acts.form(words, thing) ?? (hidden && !body.length ? html`<p class="soft">${words.hidden}</p>` : html`<div class="rich">${richText(body)}</div>`)}
      <div class="acts small">
        ${may.mayMarkHelped ? html`<button type="button" aria-pressed=${String(helped)} @click=${() => mark(one)}>${words.thread.mark}</button>` : helped ? html`<span class="did">✓ ${words.thread.didHelp}</span>` : ''}
        ${acts.buttons(words, thing)}
      </div>
      ${after()?.answer(words, one, mine[id])}${said.on('answer', id, words)}</li>`
  }

  const form = (words: AskingWords) => {
    const { label, placeholder, send } = words.thread
    return replies(words, {
      draft: `answer ${of()}`,
      ...{ label, placeholder, send },
      max: BODY_MAX,
      post: async (body, key, via) => {
        await questions(via).answer(of()!, { body }, { key })
        load.reload()
      },
    })
  }

  return {
    buttons: (words, one) => [share(words, one.item), after()?.buttons(words, one)],
    beside: (words, one) => {
      const { item, mine } = one
      const byName = mine.asked || mine.mayAsk || item.asks.length
      return html`${circumstances(words, item, host.language)}${after()?.line(words, one)}${byName ? named()?.(words, one) : ''}`
    },
    clarifying: (words, { item, mine }) => said.clarifying(item.id, mine.mayEdit, words),
    answers: (words, one) =>
      load.draw((first) => {
        const all = pages.all(first)
        const mine = Object.assign({}, ...all.map((page) => page.mine)) as AnswerPage['mine']
        const items = all.flatMap((page) => page.items)
        return html`<section class="answers" aria-labelledby="answers">
          <h3 id="answers" tabindex="-1">${words.thread.answers(items.length)}</h3>
          <ul>${items.map((each) => answer(each, mine, one, words))}</ul>
          ${pages.button(words, words.thread.more)}${trouble.draw(words)}${one.item.state === 'closed' ? '' : form(words)}
        </section>`
      }),
  }
}
