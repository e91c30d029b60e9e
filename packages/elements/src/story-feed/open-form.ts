/** Opens the form in which a story is told. */
import type { Story } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { StoryForm, type ToldEvent } from './story-form.ts'

/** Resolves when it is closed, with the story if one was told. */
export async function openForm(host: CommunityElement): Promise<Story | undefined> {
  define('vlinder-story-form', StoryForm)
  let told: Story | undefined
  await openDialog(host, host.words?.tell ?? '', (close) => {
    const tell = (event: ToldEvent) => {
      told = event.told
      close()
    }
    return html`<vlinder-story-form @vlinder-told=${tell}></vlinder-story-form>`
  })
  return told
}
