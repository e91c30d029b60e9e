/** Opens the studio over the page. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { StoryStudio, type Telling } from './story-studio.ts'

/** Resolves when it is closed. `telling`: what was begun elsewhere; default a story of its own. */
export function openStudio(host: CommunityElement, telling?: Telling): Promise<void> {
  define('vlinder-story-studio', StoryStudio)
  return openDialog(
    host,
    host.words?.tell ?? '',
    (close) => html`<vlinder-story-studio .telling=${telling} @vlinder-told=${close}></vlinder-story-studio>`,
  )
}
