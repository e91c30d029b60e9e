/** Where colleagues named the reader, who has not been there yet. */
import { mentions } from '@vlinder/client'
import type { Mention } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { Load } from '../core/load.ts'
import type { Lines } from './waiting.ts'

/** More than these wait until they have been looked at. */
const LINES_MAX = 3

export function mentionLines(host: CommunityElement): Lines {
  const page = new Load(
    host,
    () => [],
    (_, signal) => mentions(host.community).mentions({ unread: true, limit: LINES_MAX }, { signal }),
    true,
  )
  const open = async ({ id, on }: Mention) => {
    const { type, id: place, title } = on.in
    // Where this cannot be said, the line is there again next time.
    const seen = mentions(host.community)
      .seeMention(id)
      .catch(() => {})
    if (type === 'story') await (await import('../story-feed/open-story.ts')).openStory(host, place, title)
    else await (await import('../ask-peer/open-question.ts')).openQuestion(host, place, title)
    await seen
    page.reload()
  }
  const line = (one: Mention, named: (name: string) => string) =>
    html`<li><button type="button" class="text-button" aria-haspopup="dialog" @click=${() => host.lazily(() => open(one))}><bdi>${one.on.in.title}</bdi></button> <span class="soft"><bdi>${named(one.by.name)}</bdi>: <bdi>${one.excerpt}</bdi></span></li>`
  host.requestUpdate()
  return () => {
    const { naming } = host.words as AllWords
    return naming && page.value?.items.length && page.value.items.map((one) => line(one, naming.named))
  }
}
