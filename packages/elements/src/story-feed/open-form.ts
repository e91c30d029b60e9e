/** Opens the form in which a story is told. */
import { html } from 'lit'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { StoryForm } from './story-form.ts'

export function openForm(host: CommunityElement): Promise<void> {
  define('vlinder-story-form', StoryForm)
  return openDialog(
    host,
    host.words?.tell ?? '',
    (close) => html`<vlinder-story-form @vlinder-told=${close}></vlinder-story-form>`,
  )
}
