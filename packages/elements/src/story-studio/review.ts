/** The last step: the story as it will look, and who will see it. */
import { questions } from '@vlinder/client'
import type { Community, NewStory, Prompt } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { richText } from '../kit/rich-text.ts'
import type { StudioWords } from '../locale/nl.studio.ts'
import { join } from './one-text.ts'

/** Made once for a studio. */
export function review(host: CommunityElement) {
  let text: string | undefined
  const shown = new Load(
    host,
    () => (text === undefined ? undefined : ([text] as const)),
    ([text], signal) => questions(host.community).preview(text, { signal }),
    true,
  )
  return (story: NewStory, words: AllWords, own: StudioWords, { name }: Pick<Community, 'name'>) => {
    const { title, lesson, body = '', sections = [] } = story
    const answers = Object.fromEntries(sections.map(({ prompt, body }) => [prompt, body])) as Record<
      Prompt,
      string
    >
    const now = join({ ...answers, body }, words.prompts)
    if (now !== text) {
      text = now
      // What is asked for is looked at before the next drawing.
      host.requestUpdate()
    }
    return html`<h3 class="ask" tabindex="-1" data-start>${own.review}</h3>
      <p class="soft">${own.visible(name)}</p>
      <article class="story panel ${story.kind}">${title ? html`<h3>${title}</h3>` : ''}
        ${lesson?.trim() ? html`<p class="lesson"><b>${words.lesson}</b>${lesson}</p>` : ''}
        <div class="rich">${shown.error ? html`<p class="soft">${own.noPreview}</p>` : shown.value ? richText(shown.value) : ''}</div>
      </article>`
  }
}
