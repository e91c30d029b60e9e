/** What was sent on an earlier page and has not arrived: that it waits, and what its writer can do about it. */
import type { Outbox, Waiting } from '@vlinder/client'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords, Lang } from '../core/language.ts'
import { drafts, keeperOf, writing } from '../kit/drafts.ts'
import { failed } from '../kit/failed.ts'
import { removing } from '../kit/removing.ts'
import type { UnsentWords } from '../locale/nl.unsent.ts'
import { placeOf } from './places.ts'
import { styles } from './unsent.styles.ts'

const WORDS: Record<Lang, () => Promise<{ words: UnsentWords }>> = {
  nl: () => import('../locale/nl.unsent.ts'),
  en: () => import('../locale/en.unsent.ts'),
}
/** Characters of a text that are shown. */
const EXCERPT = 240

/** More than one widget may stand on a page: the first one of each community says it. */
const hosts = new Set<CommunityElement>()

export function unsent(host: CommunityElement): () => unknown {
  let box: Outbox | undefined
  let own: UnsentWords | undefined
  let begun = false
  let arrived = false
  const remove = removing(host)
  adopt(host.renderRoot, styles)

  const redraw = () => host.requestUpdate()
  const sent = () => {
    arrived = true
    redraw()
  }
  const join = () => {
    hosts.add(host)
    drafts.addEventListener('change', redraw)
    drafts.addEventListener('sent', sent)
  }
  host.addController({
    hostConnected: join,
    hostDisconnected() {
      hosts.delete(host)
      drafts.removeEventListener('change', redraw)
      drafts.removeEventListener('sent', sent)
    },
    hostUpdated() {
      // Once it is known who is asking.
      if (begun || !box?.all().length) return
      begun = true
      box.again()
    },
  })
  if (host.isConnected) join()
  void host.lazily(async () => {
    const [keeper, { words }] = await Promise.all([keeperOf(host.community), WORDS[host.language]()])
    box = keeper.box
    own = words
    redraw()
  })

  const row = (words: AllWords, own: UnsentWords, one: Waiting) => {
    const { name, error, refused, busy } = one
    const edit = placeOf(host, words, one)
    const change = () => {
      box?.takeBack(name)
      void edit?.()
    }
    return html`<li><p><b>${own.nouns[nounOf(one)](1)}</b></p>
      <p><bdi>${excerpt(one)}</bdi></p>
      ${refused && error ? failed(host, words, error) : html`<p class="soft small">${words.kept[error?.kind === 'signed-out' ? 'session' : 'connection']}</p>`}
      <div class="acts">${refused ? '' : html`<button type="button" aria-disabled=${String(busy)} @click=${() => box?.again('pressed')}>${own.now}</button>`}
        ${edit && !busy ? html`<button type="button" @click=${change}>${words.acts.edit}</button>` : ''}
        ${busy ? '' : remove(words, name, () => throwAway(host, one), own.away)}</div></li>`
  }

  return () => {
    const words = host.words as AllWords | undefined
    const first = [...hosts].find(({ community }) => community === host.community)
    if (!box || !own || !words?.kept || first !== host) return ''
    const all = box.all()
    const { nouns } = own
    const counted = Object.entries(Object.groupBy(all, nounOf)).map(([noun, { length }]) =>
      nouns[noun as keyof UnsentWords['nouns']](length),
    )
    const list = new Intl.ListFormat(host.language).format(counted)
    return html`<p class="soft" role="status">${arrived && !all.length ? own.sent : ''}</p>
      ${all.length ? html`<details class="panel unsent" ?open=${all.some(({ refused }) => refused)}><summary>${own.unsent(list)}</summary><ul>${all.map((one) => row(words, own!, one))}</ul></details>` : ''}`
  }
}

/** It is not wanted any more, wherever it is kept. */
async function throwAway(host: CommunityElement, { name, draft: { key } }: Waiting): Promise<void> {
  const { box, drafts } = await keeperOf(host.community)
  box.takeBack(name)
  for (const draft of [...writing.values()]) if (draft.key === key) draft.drop()
  await drafts.read(name)
  drafts.drop(name)
}

function nounOf({ doing: { type, action }, path }: Waiting): keyof UnsentWords['nouns'] {
  // What is said about a preview changes it.
  if (path.endsWith('/comments')) return 'comment'
  return action === 'changed' ? 'change' : (type as 'story')
}

type Words = Partial<Record<'title' | 'lesson' | 'body', string>>

function excerpt({ body }: Waiting): string {
  const { story, ...said } = body as Words & { story?: Words }
  const { title, lesson, body: text } = story ?? said
  const whole = [title, lesson, text].filter(Boolean).join(' · ')
  return whole.length > EXCERPT ? `${whole.slice(0, EXCERPT)} …` : whole
}
