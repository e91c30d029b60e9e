/** The comments below a story, and what is said back. */
import { stories } from '@vlinder/client'
import type { Comment, CommentPage, StoryOne } from '@vlinder/contract'
import { COMMENT_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { Acts, Thing } from '../acts/acts.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { person } from '../kit/person.ts'
import { richText } from '../kit/rich-text.ts'
import { following, paging, replying } from '../kit/thread.ts'
import type { reacting } from './reactions.ts'

/** Comments asked for at once. */
const PAGE = 100

/** What they share with the story above them. */
export interface Above {
  /** Its id. */
  of: () => string | undefined
  story: { value: StoryOne | undefined; reload(): void }
  reactions: ReturnType<typeof reacting>
  acts: Acts
}

/** Of one reader; made once for each. */
export function comments(host: CommunityElement, { of, story, reactions, acts }: Above) {
  /** The comment that is being replied to. */
  let to: string | undefined
  const load = new Load(
    host,
    () => {
      const id = of()
      return id ? ([id] as const) : undefined
    },
    ([id], signal) => stories(host.community).comments(id, { limit: PAGE }, { signal }),
    true,
  )
  const pages = paging<CommentPage>(host, (cursor) =>
    stories(host.community).comments(of()!, { cursor, limit: PAGE }),
  )
  const form = replying(host, () => load.reload())
  following(host, of, pages, [story, load], reactions)

  const focus = (selector: string): void => {
    host.requestUpdate()
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
  const reply = (id: string): void => {
    to = id
    focus('.reply textarea')
  }
  /** Back to the button that the reply came from. */
  const replied = (id: string): void => {
    to = undefined
    focus(`[data-reply="${CSS.escape(id)}"]`)
  }

  const answer = (words: AllWords, one?: Comment) => {
    const { label, placeholder, send, replyTo } = words.reader
    const back = one && (() => replied(one.id))
    return form(words, {
      draft: `comment ${of()} ${one?.id ?? ''}`,
      label: one ? replyTo(one.author.name) : label,
      placeholder,
      send,
      max: COMMENT_MAX,
      cancel: back,
      sent: back,
      post: async (body, key, via) => {
        await stories(via).comment(of()!, { body, ...(one && { replyTo: one.id }) }, { key })
        load.reload()
      },
    })
  }

  const thread = (first: CommentPage, words: AllWords) => {
    const all = pages.all(first)
    const mine = Object.assign({}, ...all.map((page) => page.mine)) as CommentPage['mine']
    const items = all.flatMap((page) => page.items)
    const comment = (one: Comment): unknown => {
      const thing: Thing = {
        type: 'comment',
        item: one,
        mine: mine[one.id],
        changed: () => load.reload(),
        gone: () => {
          load.reload()
          focus('#comments')
        },
      }
      return html`<li><article aria-label=${one.author.name}>
      ${person(host, one.author, html`<time datetime=${one.at}>${when(one.at, host.language)}</time>${one.edited ? ` · ${words.edited}` : ''}`)}
      ${acts.form(words, thing) ?? (one.hidden && !one.body.length ? html`<p class="soft">${words.hidden}</p>` : html`<div class="rich">${richText(one.body)}</div>`)}
      <div class="acts small">
        <button type="button" class="plain" data-reply=${one.id} @click=${() => reply(one.id)}>${words.reader.reply}</button>
        ${acts.buttons(words, thing)}
      </div>
      ${to === one.id ? answer(words, one) : ''}</article>
      ${items.some(({ replyTo }) => replyTo === one.id) ? html`<ul>${items.filter(({ replyTo }) => replyTo === one.id).map(comment)}</ul>` : ''}
    </li>`
    }
    return html`<section class="comments" aria-labelledby="comments">
      <h3 id="comments" tabindex="-1">${words.reader.comments}</h3>
      ${items.length ? html`<ul class="thread">${items.filter(({ replyTo }) => !replyTo || !items.some(({ id }) => id === replyTo)).map(comment)}</ul>` : html`<p class="empty">${words.reader.none}</p>`}
      ${pages.button(words, words.reader.more)}
      ${to ? '' : answer(words)}
    </section>`
  }

  return (words: AllWords): unknown => load.draw((page) => thread(page, words))
}
