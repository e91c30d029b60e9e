/** Opens a question over the page, with its answers. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { QuestionThread } from './question-thread.ts'

export function openQuestion(host: CommunityElement, id: string, title: string): Promise<void> {
  define('vlinder-question-thread', QuestionThread)
  return openDialog(
    host,
    title,
    (close) =>
      html`<vlinder-question-thread .question=${id} @vlinder-gone=${close}></vlinder-question-thread>`,
  )
}
