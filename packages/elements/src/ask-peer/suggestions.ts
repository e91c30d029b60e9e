/** What was there before, and who: shown while somebody is still typing. */
import type { Reason, Suggestions } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { face, nameButton } from '../kit/person.ts'

export function suggestions(
  host: CommunityElement,
  words: AllWords,
  { questions, stories, peers }: Suggestions,
) {
  const { ask } = words
  return html`
    ${
      questions.length + stories.length
        ? html`<h3 class="label">${ask.seen}</h3><ul>
        ${stories.slice(0, 3).map(({ story, marks }) => hit(story.title, marks, ask.story(story.author.name), () => host.lazily(async () => (await import('../story-feed/open-story.ts')).openStory(host, story.id, story.title))))}
        ${questions.slice(0, 3).map(({ question, marks }) => hit(question.title, marks, ask.question(question.answers, question.helped), () => host.lazily(async () => (await import('./open-question.ts')).openQuestion(host, question.id, question.title))))}
      </ul>`
        : ''
    }
    ${
      peers.length
        ? html`<h3 class="label">${ask.peers}</h3><ul>${peers.map(
            ({ member, because }) => html`<li class="peer who">${face(host, member)}
            <div>${nameButton(member)}<small>${because.flatMap((reason) => inWords(words, reason) ?? []).join('; ')}</small></div>
            <button type="button" class="push small" aria-label="${ask.contact}: ${member.name}" @click=${() => host.lazily(async () => (await import('../member-card/contact.ts')).contactPeer(host, member))}>${ask.contact}</button></li>`,
          )}</ul>`
        : ''
    }`
}

const hit = (title: string, marks: readonly (readonly [number, number])[], about: string, open: () => void) =>
  html`<li><button type="button" class="hit" aria-haspopup="dialog" @click=${open}><b><bdi>${marked(title, marks)}</bdi></b><small class="soft">${about}</small></button></li>`

function marked(text: string, marks: readonly (readonly [number, number])[]) {
  let at = 0
  const parts = marks.flatMap(([start, end]) => {
    const part = [text.slice(at, start), html`<mark>${text.slice(start, end)}</mark>`]
    at = end
    return part
  })
  return [...parts, text.slice(at)]
}

function inWords({ reasons }: AllWords, reason: Reason): string | undefined {
  if (reason.type === 'answered') return reasons.answered(reason.count, reason.helped)
  if (reason.type === 'told') return reasons.told[reason.kind](reason.count)
  return 'topic' in reason ? reasons.topic(reason.topic) : undefined
}
