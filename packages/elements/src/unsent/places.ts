/** Where something that was not sent is written on. */
import type { Waiting } from '@vlinder/client'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'

/** What opens the form that it was written in; undefined where there is none to be opened from here. */
export function placeOf(
  host: CommunityElement,
  words: AllWords,
  { doing: { type, action }, path, name }: Waiting,
): (() => Promise<unknown>) | undefined {
  const [, folder, part] = path.split('/')
  const id = part && decodeURIComponent(part)
  if (id && folder === 'stories')
    return () =>
      host.lazily(async () => (await import('../story-feed/open-story.ts')).openStory(host, id, words.feed))
  if (id && folder === 'questions')
    return () =>
      host.lazily(async () =>
        (await import('../ask-peer/open-question.ts')).openQuestion(host, id, words.question),
      )
  if (id && folder === 'patterns')
    return () =>
      host.lazily(async () =>
        (await import('../patterns/open-patterns.ts')).openPatterns(host, name === 'new-pattern' ? ' ' : id),
      )
  if (action !== 'created') return undefined
  if (type === 'story' || type === 'preview')
    return () => host.lazily(async () => (await import('../story-studio/open-studio.ts')).openStudio(host))
  const box = document.querySelector<CommunityElement>('vlinder-ask-peer')
  return box ? async () => box.renderRoot.querySelector('textarea')?.focus() : undefined
}
