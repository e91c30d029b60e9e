/** What is said about a question and its answers, beside what answers it: what is asked to understand it, with a form of its own. */
import { questions } from '@vlinder/client'
import type { QuestionComment } from '@vlinder/contract'
import { COMMENT_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { Acts, Thing } from '../acts/acts.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { when } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { nameButton } from '../kit/person.ts'
import { richText } from '../kit/rich-text.ts'
import { writing } from '../kit/sending.ts'
import type { replying } from '../kit/thread.ts'
import type { AskingWords } from './words.ts'

/** What they share with the thread in which they stand. */
interface Around {
  /** Id of the question. */
  of: () => string | undefined
  acts: Acts
  replies: ReturnType<typeof replying>
}

/** Of one thread; made once for each. They are read beside the rest: a question does without when they cannot be had. */
export function remarks(host: CommunityElement, { of, acts, replies }: Around) {
  const load = new Load(
    host,
    () => {
      const id = of()
      return id ? ([id] as const) : undefined
    },
    ([id], signal) => questions(host.community).questionComments(id, { limit: 100 }, { signal }),
    true,
  )

  const remark = (one: QuestionComment, words: AskingWords) => {
    const { author, at, body, hidden, edited } = one
    const thing: Thing = {
      type: 'comment',
      item: one,
      mine: load.value?.mine[one.id],
      changed: () => load.reload(),
      gone: () => {
        load.reload()
        host.renderRoot.querySelector<HTMLElement>('#answers')?.focus()
      },
    }
    return html`<li>
      ${nameButton(author)} <time class="soft" datetime=${at}>${when(at, host.language)}</time>${edited ? ` · ${words.edited}` : ''}
      ${acts.form(words, thing) ?? html`<div class="rich">${hidden && !body.length ? words.hidden : richText(body)}</div>`}
      <div class="acts">${acts.buttons(words, thing)}</div></li>`
  }

  /** Small, for the answers are what is read. */
  const on = (type: 'question' | 'answer', id: string, words: AskingWords) => {
    const all = load.value?.items.filter((one) => one.on.type === type && one.on.id === id) ?? []
    return all.length
      ? html`<ul class="remarks small" aria-label=${words.reader.comments}>${all.map((one) => remark(one, words))}</ul>`
      : undefined
  }

  const drafts = writing(host)
  /** Few will write here: the form shows once somebody wants it, or wrote something before. */
  let unfolded = false
  /** Whether the focus is still to go to what unfolded, or to what unfolds it: that may come later. */
  let going = false
  host.addController({
    hostUpdated() {
      const there = unfolded ? '.clarify > form textarea' : '.clarify > button'
      const focus = going && host.renderRoot.querySelector<HTMLElement>(there)
      if (!focus) return
      going = false
      focus.focus()
    },
  })
  const fold = (away: boolean) => {
    unfolded = !away
    going = true
    host.requestUpdate()
  }
  const form = (id: string, own: boolean, words: AskingWords) => {
    const { clarify } = words
    const draft = drafts(`clarify ${id}`, { text: '' })
    const folded = own ? clarify.explain : clarify.ask
    if (!unfolded && !draft.kept)
      return html`<button type="button" class="plain" aria-expanded="false" @click=${() => fold(false)}>${folded}</button>`
    return replies(words, {
      draft: `clarify ${id}`,
      label: own ? clarify.explain : clarify.label,
      placeholder: clarify.placeholder,
      send: clarify.send,
      max: COMMENT_MAX,
      cancel() {
        draft.change({ text: '' })
        fold(true)
      },
      sent: () => fold(true),
      post: async (body, key, via) => {
        await questions(via).commentOnQuestion(id, { body }, { key })
        load.reload()
      },
    })
  }

  return {
    load,
    on,
    /** Whoever asked answers what they are asked; before that there is nothing to explain. */
    clarifying(id: string, own: boolean, words: AskingWords) {
      const { title } = words.clarify
      const asked = on('question', id, words)
      if (own && !asked) return ''
      return html`<section class="clarify" aria-label=${title}>
        ${asked ? html`<h3>${title}</h3>${asked}` : ''}${form(id, own, words)}</section>`
    },
  }
}
