/** One thing that was found: what it is, by word and shape, with what was looked for marked; pressed, it opens. */
import type { SearchHit, SearchMine } from '@vlinder/contract'
import { html, svg } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { when } from '../core/language.ts'
import { icon } from '../kit/icons.ts'
import { marked } from '../kit/marked.ts'
import { face } from '../kit/person.ts'
import type { SearchingWords } from './words.ts'

const PATHS = {
  /** A question mark. */
  question: 'M6.5 7a3.5 3.5 0 1 1 5 3.1c-1 .5-1.5 1.1-1.5 2.4M10 16v.1',
  /** A speech bubble. */
  answer: 'M3 4h14v9H9l-4 4v-4H3z',
  /** Head and shoulders. */
  member: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 17c0-5 12-5 12 0',
}

export function searchHit(
  host: CommunityElement,
  words: SearchingWords,
  hit: SearchHit,
  mine: SearchMine | undefined,
) {
  const { type, title, snippet } = hit
  const language = 'language' in hit ? hit.language : undefined
  return html`<li class="hit ${type === 'story' ? hit.kind : ''}">
    ${type === 'member' ? face(host, hit.member) : ''}
    <div><span class="kind">${type === 'story' ? [icon(hit.kind), words.kinds[hit.kind]] : [svg`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[type]} /></svg>`, words.one[type]]}</span>
    <h3 lang=${language ?? host.language}><button type="button" class="text-button" aria-haspopup="dialog" @click=${() => opened(host, hit)}><bdi>${marked(title.text, title.marks)}</bdi></button></h3>
    ${snippet.text ? html`<p class="snippet" lang=${language ?? host.language}><bdi>${marked(snippet.text, snippet.marks)}</bdi></p>` : ''}
    ${aside(host, words, hit, mine)}</div>
  </li>`
}

/** Who said it and when, and what came of it. */
function aside(host: CommunityElement, words: SearchingWords, hit: SearchHit, mine: SearchMine | undefined) {
  if (hit.type === 'member') return mine?.own ? html`<small class="soft">${words.self}</small>` : ''
  const more = [
    when(hit.at, host.language),
    mine?.own && words.own,
    hit.type === 'story' && hit.status && words.archived,
    hit.type === 'question' && words.answers(hit.answers),
    hit.type === 'answer' && hit.helped && words.helped,
  ]
  return html`<small class="soft"><bdi>${hit.author.name}</bdi> · ${more.filter(Boolean).join(' · ')}</small>`
}

/** An answer is read under its question. */
const opened = (host: CommunityElement, hit: SearchHit) =>
  host.lazily(async () => {
    const { text } = hit.title
    if (hit.type === 'story')
      return (await import('../story-feed/open-story.ts')).openStory(host, hit.story, text)
    if (hit.type === 'member')
      return (await import('../member-card/open.ts')).openMember(host, hit.member.id, text)
    return (await import('../ask-peer/open-question.ts')).openQuestion(host, hit.question, text)
  })
