/**
 * Some communities ask for a photo before somebody posts: their forms say so before one writes, with a way to add it
 * right there. Where none is asked for, this is all that is loaded.
 */
import { feed } from '@vlinder/client'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { Load } from '../core/load.ts'

/** Made once for each widget. It asks nothing of the server before `when` says that somebody is about to write. */
export function photoFirst(host: CommunityElement, when: () => boolean = () => true) {
  const missing = new Load(
    host,
    () => (when() ? [] : undefined),
    async (_, signal) => {
      const { photoBeforePost } = await feed(host.community).community({ signal })
      return photoBeforePost && (await import('./own-photo.ts')).lacksPhoto(host.community, signal)
    },
    true,
  )
  // Once it was asked for it stays, so that one sees what became of it.
  return () => (missing.value ? html`<vlinder-own-photo asked></vlinder-own-photo>` : '')
}
