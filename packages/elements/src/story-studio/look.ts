/** A look at a text as it will be shown to others: the server draws it, as it draws what is published. */
import { questions } from '@vlinder/client'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { Load } from '../core/load.ts'
import { skeleton } from '../core/states.ts'
import { richText } from '../kit/rich-text.ts'
import type { StudioWords } from '../locale/nl.studio.ts'

/** Made once for a studio; `text` says what is looked at, if anything is. Once there is a connection again, it comes by itself. */
export function looking(host: CommunityElement, text: () => string | undefined) {
  const shown = new Load(
    host,
    () => {
      const now = text()
      return now === undefined ? undefined : ([now] as const)
    },
    ([now], signal) => questions(host.community).preview(now, { signal }),
    true,
  )
  return (own: StudioWords) => {
    if (shown.error) return html`<p class="soft" role="status">${own.noPreview}</p>`
    return shown.loading || !shown.value ? skeleton() : richText(shown.value, host.community.url)
  }
}
