/** Opens a story over the page, to read it whole. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { StoryReader } from './story-reader.ts'

export function openStory(host: CommunityElement, id: string, title: string): Promise<void> {
  define('vlinder-story-reader', StoryReader)
  return openDialog(
    host,
    title,
    (close) => html`<vlinder-story-reader .story=${id} @vlinder-gone=${close}></vlinder-story-reader>`,
  )
}
