/** Brings what others write into a story or question that stands open, without moving what its reader looks at or types. */
import { type Change, stories } from '@vlinder/client'
import type { CommunityElement } from '../core/community-element.ts'
import type { reacting } from '../story-feed/reactions.ts'
import { hearing } from './line.ts'

/** From where somebody typed to where they press: nothing may move in between. In milliseconds. */
const LEAVING_MS = 1_000

interface Loaded {
  value: unknown
  reload(): void
}

/** What a thread lets this part see and do. */
export type Thread = [
  /** Id of the story or question. */
  of: () => string | undefined,
  pages: { further(): boolean },
  /** What it is about, and what stands under it. */
  loads: [head: Loaded, ...under: (Loaded & { value: { items: { id: string }[] } | undefined })[]],
  reactions?: ReturnType<typeof reacting>,
]

export function follow(host: CommunityElement, ...[of, pages, [head, ...under], reactions]: Thread): void {
  let came = 0
  /** Whether there is something to read that would move what is being typed. */
  let held = false
  const root = host.renderRoot
  // Before what Lit draws, and there before it says something: else nobody would hear it.
  const status = document.createElement('p')
  status.className = 'hidden'
  status.setAttribute('role', 'status')
  root.prepend(status)

  hearing(host, ({ remote, type, action, id, parent = id }) => {
    const about = of()
    const below = under.some(({ value }) => value?.items.some((one) => one.id === parent))
    if (!remote || !about || (type !== 'community' && parent !== about && !below)) return
    if (type === 'reaction') void count(about)
    else if (type === 'story' || type === 'question') head.reload()
    else {
      if (action === 'created' && parent === about) say(type)
      held = true
      bring()
    }
  })
  root.addEventListener('focusout', () => setTimeout(bring, LEAVING_MS))

  function bring(): void {
    // Who opened further pages would lose their place.
    if (!held || pages.further() || root.activeElement?.localName === 'textarea') return
    held = false
    for (const load of under) load.reload()
  }

  async function count(story: string): Promise<void> {
    try {
      const { item, mine } = await stories(host.community).story(story)
      reactions?.heard(story, { reactions: item.reactions, mine: mine.reactions })
    } catch {
      // The count stays as it was.
    }
  }

  function say(type: Change['type']): void {
    const { live } = host.words ?? {}
    if (live) status.textContent = type === 'answer' ? live.answers(++came) : live.comments(++came)
  }
}
