/** Opens the studio over the page. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { StoryStudio } from './story-studio.ts'

/** Resolves when it is closed. */
export function openStudio(host: CommunityElement): Promise<void> {
  define('vlinder-story-studio', StoryStudio)
  return openDialog(
    host,
    host.words?.tell ?? '',
    (close) => html`<vlinder-story-studio @vlinder-told=${close}></vlinder-story-studio>`,
  )
}
