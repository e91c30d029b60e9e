/** What becomes of a question: it is closed and opened, told on as a story, merged; and its asker says what came of it. */
import { afterwards as calls } from '@vlinder/client'
import type { FollowUpOutcome, Outcome, QuestionOne } from '@vlinder/contract'
import { RESULT_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { failed } from '../kit/failed.ts'
import { kept } from '../kit/kept.ts'
import { nameButton } from '../kit/person.ts'
import { richText } from '../kit/rich-text.ts'
import { writing } from '../kit/sending.ts'
import { failure } from '../kit/thread.ts'
import type { Telling } from '../story-studio/story-studio.ts'
import { afterwardsStyles } from './afterwards.styles.ts'
import { OUTCOMES, tried } from './tried.ts'
import type { AskingWords } from './words.ts'

interface Around {
  question: { reload(): void }
  answers: { reload(): void }
}

/** Of one thread; made once for each. */
export function afterwards(host: CommunityElement, { question, answers }: Around) {
  adopt(host.renderRoot, afterwardsStyles)
  const outcome = tried(host, () => answers.reload())
  const drafts = writing(host, () => question.reload())
  const trouble = failure(host)
  const run = async (work: () => Promise<unknown>) => {
    if (await trouble.run(work)) question.reload()
  }
  const api = () => calls(host.community)

  /** The studio, with what was asked and what helped in it. */
  const tell = ({ item }: QuestionOne) =>
    host.lazily(async () => {
      const { item: tale } = await api().storyDraft(item.id)
      const { openStudio } = await import('../story-studio/open-studio.ts')
      const { language: _, ...told } = tale
      // What has no text is left out, never undefined: JSON has none.
      const fields = told as Telling['tale']
      await openStudio(host, { draft: `story from ${item.id}`, tale: { ...fields, step: 'review' } })
    })
  const merge = (one: QuestionOne, words: AskingWords) =>
    host.lazily(async () =>
      (await import('./merge.ts')).openMerge(host, words, one.item, () => question.reload()),
    )

  const followUp = (words: AskingWords, { item }: QuestionOne) => {
    const { after } = words
    const draft = drafts(`follow-up ${item.id}`, { outcome: '' as Outcome | '', words: '' })
    const { value } = draft
    const say = (said: FollowUpOutcome) => run(() => api().followUp(item.id, { outcome: said }))
    const send = async (event: Event) => {
      event.preventDefault()
      const { outcome: said } = value
      if (!said) return
      const sent = await draft.send(({ words }, _, via) =>
        calls(via).followUp(item.id, { outcome: said, words }),
      )
      if (sent) question.reload()
    }
    return html`<form class="panel follow-up" aria-label=${after.what} @submit=${send}><p>${after.followUp}</p>
      <div class="acts">${OUTCOMES.map((one) => html`<button type="button" aria-pressed=${String(value.outcome === one)} @click=${() => draft.change({ outcome: one })}>${after.outcomes[one]}</button>`)}</div>
      ${
        value.outcome
          ? html`<label>${after.words}<textarea rows="2" maxlength=${RESULT_MAX} .value=${value.words} @input=${(event: Event) => draft.change({ words: (event.target as HTMLTextAreaElement).value })}></textarea></label>
        ${kept(words, draft)}${draft.error ? failed(host, words, draft.error, draft.waiting) : ''}<div class="acts"><button class="primary" aria-disabled=${String(draft.busy)}>${after.send}</button></div>`
          : html`<div class="acts small"><button type="button" class="plain" @click=${() => say('not-yet')}>${after.notYet}</button>
        <button type="button" class="plain" @click=${() => say('never')}>${after.never}</button></div>`
      }</form>`
  }

  return {
    /** Right below the question. */
    line(words: AskingWords, one: QuestionOne) {
      const { item, mine } = one
      const { after } = words
      const { result, merged = [], state } = item
      return html`${state === 'closed' ? html`<p class="soft" role="note">${after.closed}</p>` : ''}
        ${result ? html`<p class="result">${after.result(item.author.name, after.outcomes[result.outcome])} ${result.words ? html`<bdi>${result.words}</bdi>` : ''}</p>` : ''}
        ${mine.followUp ? followUp(words, one) : ''}
        ${merged.map(
          (
            other,
          ) => html`<details class="merged"><summary>${after.merged(other.author.name)}: <bdi>${other.title}</bdi></summary>
          <div class="rich" lang=${other.language}>${richText(other.body)}</div><div class="acts small">${nameButton(other.author)}
          ${mine.mayMerge ? html`<button type="button" class="plain" @click=${() => run(() => api().unmergeQuestion(other.id))}>${after.apart}</button>` : ''}</div></details>`,
        )}`
    },
    buttons(words: AskingWords, one: QuestionOne) {
      const { item, mine } = one
      const { after } = words
      const closed = item.state === 'closed'
      return html`${mine.mayMarkHelped && (item.helped || item.result) ? html`<button type="button" aria-haspopup="dialog" @click=${() => tell(one)}>${after.tell}</button>` : ''}
        ${mine.mayClose ? html`<button type="button" class="plain" @click=${() => run(() => api().closeQuestion(item.id, !closed))}>${closed ? after.reopen : after.close}</button>` : ''}
        ${mine.mayMerge ? html`<button type="button" class="plain" aria-haspopup="dialog" @click=${() => merge(one, words)}>${after.merge}</button>` : ''}${trouble.draw(words)}`
    },
    answer: outcome,
  }
}
