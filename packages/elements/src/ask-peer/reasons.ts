/** Why somebody is suggested, in words; each leads to what it was taken from. */
import type { Reason } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { openQuestion } from './question-row.ts'
import type { AskingWords } from './words.ts'

/** The first are the weightiest. */
const REASONS_MAX = 3

export const inWords = ({ reasons }: AskingWords, because: readonly Reason[]): string =>
  because
    .slice(0, REASONS_MAX)
    .map((reason) => said(reasons, reason))
    .join('; ')

/** As `inWords`, where a reason that has a story or a question behind it opens the first of them. */
export function withEvidence(host: CommunityElement, words: AskingWords, because: readonly Reason[]) {
  const one = (reason: Reason) => {
    const text = said(words.reasons, reason)
    const [story] = 'stories' in reason ? reason.stories : []
    const [question] = 'questions' in reason ? reason.questions : []
    if (!story && !question) return text
    const open = () =>
      story
        ? host.lazily(async () => (await import('../story-feed/open-story.ts')).openStory(host, story, text))
        : openQuestion(host, words, question!, text)
    return html`<button type="button" class="text-button reason" aria-haspopup="dialog" @click=${open}>${text}</button>`
  }
  return because.slice(0, REASONS_MAX).map((reason, i) => [i ? '; ' : '', one(reason)])
}

function said(reasons: AskingWords['reasons'], reason: Reason): string {
  if (reason.type === 'answered') return reasons.answered(reason.count, reason.helped)
  if (reason.type === 'told') return reasons.told[reason.kind](reason.count)
  if (reason.type === 'tried') return reasons.tried[reason.outcome](reason.count)
  if (reason.type === 'experience') return reasons.experience[reason.outcome](reason.topic)
  if (reason.type === 'commented') return reasons.commented(reason.count)
  if (reason.type === 'alike') return reasons.alike[reason.by]
  return reasons.topic(reason.topic)
}
