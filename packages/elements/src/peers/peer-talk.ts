/** What author and peers say to each other, and the form to say more: the same for all of them. */
import { previews } from '@vlinder/client'
import type { PreviewComment, PreviewOne } from '@vlinder/contract'
import { COMMENT_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { person } from '../kit/person.ts'
import { removing } from '../kit/removing.ts'
import { richText } from '../kit/rich-text.ts'
import { replying } from '../kit/thread.ts'
import type { PeersWords } from './words.ts'

/** Made once for a widget; `changed` is called when there is something else to read. */
export function talking(host: CommunityElement, changed: () => void) {
  const fields = replying(host, changed)
  const removed = removing(host)

  /** What is typed stays in it, whatever becomes of the story. */
  const form = (words: AllWords, own: PeersWords, id: string, revision = 0) =>
    fields(words, {
      draft: `preview ${id}`,
      ...{ label: own.label, placeholder: own.placeholder, send: own.send },
      max: COMMENT_MAX,
      post: async (body, key, via) => {
        await previews(via).say(id, { body, revision }, { key })
        changed()
      },
    })

  const comment = (words: AllWords, own: PeersWords, { item, mine }: PreviewOne, one: PreviewComment) => {
    const remove = async () => {
      await previews(host.community).unsay(item.id, one.id)
      changed()
    }
    return html`<li><article aria-label=${one.author.name}>
      ${person(host, one.author, html`<time datetime=${one.at}>${when(one.at, host.language)}</time>${one.revision < item.revision ? ` · ${own.older}` : ''}`)}
      <div class="rich">${richText(one.body)}</div>
      ${mine.said.includes(one.id) ? html`<div class="acts small">${removed(words, one.id, remove)}</div>` : ''}</article></li>`
  }

  return {
    form,
    draw(words: AllWords, own: PeersWords, one: PreviewOne) {
      const { id, said, revision, story } = one.item
      return html`<section class="comments" aria-labelledby="said">
        <h3 id="said" tabindex="-1">${own.said}</h3><p class="soft small">${own.private}</p>
        ${said.length ? html`<ul class="thread">${said.map((each) => comment(words, own, one, each))}</ul>` : ''}
        ${story ? '' : form(words, own, id, revision)}
      </section>`
    },
  }
}
