/** One story in the feed: who tells it, the lesson in front, the first words, and what readers did with it. */
import type { Pattern, Reaction, StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { type Words, when } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { icon } from '../kit/icons.ts'
import { person } from '../kit/person.ts'
import { type Given, reactionButtons } from './reactions.ts'

interface Card {
  story: StorySummary
  given: Given
  patterns: readonly Pattern[]
  /** Why it stands out: it is new, or in front. */
  mark: string
  opened(): void
  press(reaction: Reaction): void
}

export function storyCard(
  host: CommunityElement,
  words: Words,
  { story, given, patterns, mark, opened, press }: Card,
) {
  const { id, kind, title, lesson, excerpt, topics, readingTime, author, at, comments, edited, language } =
    story
  const open = () => {
    opened()
    return host.lazily(async () => (await import('./open-story.ts')).openStory(host, id, title))
  }
  return html`<article class="story panel ${kind}" part="story" aria-labelledby="title-${id}">
    ${mark ? html`<p class="mark small">${mark}</p>` : ''}<div class="head">${person(host, author, html`<time datetime=${at}>${when(at, host.language)}</time>${edited ? ` · ${words.edited}` : ''}`)}
      <span class="kind">${icon(kind)}${words.kinds[kind]}</span></div>
    <h3 id="title-${id}" lang=${language}><button type="button" class="text-button" aria-haspopup="dialog" @click=${open}><bdi>${title}</bdi></button></h3>
    ${lesson ? html`<p class="lesson" lang=${language}><b lang=${host.language}>${words.lesson}</b><bdi>${lesson}</bdi></p>` : ''}
    ${excerpt ? html`<p class="text" lang=${language}><bdi>${excerpt}</bdi></p>` : ''}
    <p class="tags soft small">${[...topics, ...story.patterns.map((pattern) => patterns.find((one) => one.id === pattern)?.name ?? pattern), words.minutes(readingTime)].join(' · ')}</p>
    <div class="acts">${reactionButtons(words, given.reactions, given.mine, press)}
      <button type="button" class="plain push" aria-haspopup="dialog" @click=${open}>${words.comments(comments)}</button></div>
    ${given.error ? problem(host, given.error) : ''}
  </article>`
}
