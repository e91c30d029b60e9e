/** What was there before, and who: shown while somebody is still typing. */
import type { Marks, Suggestions } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { marked } from '../kit/marked.ts'
import { face, nameButton } from '../kit/person.ts'
import { openQuestion } from './question-row.ts'
import { withEvidence } from './reasons.ts'
import type { AskingWords } from './words.ts'

/** Of one box; made once for each. */
export function suggestions(host: CommunityElement): (words: AskingWords, found: Suggestions) => unknown {
  const story = (id: string, title: string) => () =>
    host.lazily(async () => (await import('../story-feed/open-story.ts')).openStory(host, id, title))
  const contact = (member: Suggestions['peers'][number]['member']) => () =>
    host.lazily(async () => (await import('../member-card/contact.ts')).contactPeer(host, member))

  return (words: AskingWords, { questions, stories, peers }: Suggestions) => {
    const { ask } = words
    const question = (id: string, title: string) => () => openQuestion(host, words, id, title)
    return html`
    ${
      questions.length + stories.length
        ? html`<h3 class="label">${ask.seen}</h3><ul>
        ${stories.map(({ story: { id, title, author }, marks }) => hit(title, marks, ask.story(author.name), story(id, title)))}
        ${questions.map(({ question: { id, title, answers, helped }, marks }) => hit(title, marks, ask.question(answers, helped), question(id, title)))}
      </ul>`
        : ''
    }
    ${
      peers.length
        ? html`<h3 class="label">${ask.peers}</h3><ul>${peers.map(
            ({ member, because }) => html`<li class="peer who">${face(host, member)}
            <div>${nameButton(member)}<small>${withEvidence(host, words, because)}</small></div>
            <button type="button" class="push small" aria-label="${ask.contact}: ${member.name}" @click=${contact(member)}>${ask.contact}</button></li>`,
          )}</ul>`
        : ''
    }`
  }
}

const hit = (title: string, marks: Marks, about: string, open: () => void) =>
  html`<li><button type="button" class="hit" aria-haspopup="dialog" @click=${open}><b><bdi>${marked(title, marks)}</bdi></b><small class="soft">${about}</small></button></li>`
