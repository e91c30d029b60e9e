/** A question as a line in a list, which opens it. */
import type { QuestionSummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AskingWords } from './words.ts'

export const openQuestion = (host: CommunityElement, words: AskingWords, id: string, title: string) =>
  host.lazily(async () =>
    (await import('./open-question.ts')).openQuestion(host, id, title || words.question),
  )

/** `about` stands below its title. */
export const questionRow = (
  host: CommunityElement,
  words: AskingWords,
  { id, title, language }: QuestionSummary,
  about: unknown,
  opened: () => void = () => {},
) => html`<button type="button" class="hit" aria-haspopup="dialog" @click=${() => {
  opened()
  void openQuestion(host, words, id, title)
}}><b lang=${language}><bdi>${title}</bdi></b>
  <small class="soft">${about}</small></button>`
