/** The last step: who will see the story, what in it may tell who a client is, and the story as it will look. */
import type { Link } from '@vlinder/client'
import type { Community, NewStory } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { define } from '../core/define.ts'
import type { AllWords } from '../core/language.ts'
import type { Writing } from '../kit/sending.ts'
import type { StudioWords } from '../locale/nl.studio.ts'
import { type Place, patientData } from './patient-data.ts'
import type { Tale, TextStep } from './tale.ts'

/** Characters that are shown on either side of a place. */
const AROUND = 28

export interface Reviewed {
  draft: Writing<Tale>
  story: NewStory
  community: Community | undefined
  /** The tale as it will be shown. */
  look: unknown
  go(step: TextStep): void
  /** Sends the story somewhere else than to everybody. */
  send<Answer>(
    post: (story: NewStory, key: string, via: Link) => Promise<Answer>,
  ): Promise<Answer | undefined>
  /** What is said in its place from now on. */
  asked(said: string): void
}

export function review(words: AllWords, own: StudioWords, reviewed: Reviewed) {
  void bring()
  const { story, community, look, draft } = reviewed
  // Written in one go, all but these two stands in one field.
  const go = (to: TextStep) =>
    reviewed.go(draft.value.free && to !== 'title' && to !== 'lesson' ? 'body' : to)
  const { kind, title, lesson = '' } = story
  return html`<h3 class="ask" tabindex="-1" data-start>${own.review}</h3>
    ${community ? html`<p class="soft">${own.visible(community.name, community.members)}</p>` : ''}
    ${warning(own, textsOf(story), go)}
    <article class="story panel ${kind}">${title ? html`<h3>${title}</h3>` : ''}
      ${lesson.trim() ? html`<p class="lesson"><b>${words.lesson}</b>${lesson}</p>` : ''}
      <div class="rich">${look}</div>
    </article>
    <vlinder-choose-peers .reviewed=${reviewed}></vlinder-choose-peers>`
}

/** Brings the choice to let others read it first; where it cannot be had, a story is shared without. */
async function bring(): Promise<void> {
  try {
    define('vlinder-choose-peers', (await import('../peers/choose-peers.ts')).ChoosePeers)
  } catch {}
}

/** Every text of the story, by the step where it is written. */
const textsOf = ({ title, lesson = '', body = '', sections = [] }: NewStory): [TextStep, string][] => [
  ...sections.map(({ prompt, body }): [TextStep, string] => [prompt as TextStep, body]),
  ['body', body],
  ['lesson', lesson],
  ['title', title],
]

/** It warns and never stands in the way: who wrote it knows best. */
function warning(own: StudioWords, texts: [TextStep, string][], go: Reviewed['go']) {
  const found = texts.flatMap(([step, text]) =>
    patientData(text).map(
      (place) => html`<li>${marked(text, place)}
      <small class="soft">${own.sorts[place.sort]} · <button type="button" class="text-button" aria-label="${own.mend}: ${own.fields[step].ask}" @click=${() => go(step)}>${own.mend}</button></small></li>`,
    ),
  )
  return found.length
    ? html`<section class="panel shared" aria-labelledby="shared"><h4 id="shared">${own.shared}</h4><p class="soft">${own.sharedHelp}</p><ul>${found}</ul></section>`
    : ''
}

function marked(text: string, { start, end }: Place) {
  const before = text.slice(Math.max(0, start - AROUND), start)
  const after = text.slice(end, end + AROUND)
  return html`${start > AROUND ? '… ' : ''}${before}<mark>${text.slice(start, end)}</mark>${after}${end + AROUND < text.length ? ' …' : ''}`
}
