/** The lists that are one reader's own: what they asked, what was asked of them, and what facilitators see to. */
import { members, type QuestionsQuery, questions } from '@vlinder/client'
import type { Me, QuestionPage } from '@vlinder/contract'
import type { CommunityElement } from '../core/community-element.ts'
import { Load } from '../core/load.ts'

/** How many are asked for, and of one's own at first. */
export const MORE = 20
const OWN_SHOWN = 3

const NONE: QuestionPage = { items: [], next: null, mine: {} }

export interface List {
  load: { value: QuestionPage | undefined; error: unknown; reload(): void }
  /** Its first page as it is now. */
  again(): Promise<QuestionPage>
}

/** Of one box; made once for each. A box does without what cannot be had. */
export function readerLists(host: CommunityElement) {
  const me = new Load(
    host,
    () => [],
    (_, signal) => members(host.community).me({ signal }),
    true,
  )
  /** Asked for once it is known who reads. */
  const list = (of: (who: Me['item']) => QuestionsQuery | undefined): List => {
    const asked = () => me.value && of(me.value.item)
    const page = (signal?: AbortSignal) =>
      questions(host.community).questions({ limit: MORE, ...asked() }, { signal })
    const load = new Load(
      host,
      () => (asked() ? [me.value!.item.id] : undefined),
      (_, signal) => page(signal),
      true,
    )
    return { load, again: async () => (asked() ? page() : NONE) }
  }
  const own = list(({ id }) => ({ author: id, limit: OWN_SHOWN }))
  const waiting = list(() => ({ asked: 'me' }))
  const needing = list(({ role }) => (role === 'facilitator' ? { needs: 'facilitator' } : undefined))
  return {
    own,
    waiting,
    needing,
    /** Whether it is known what they hold: what stands below them may be read then. */
    settled: () => me.error || [own, waiting].every(({ load }) => load.value || load.error),
  }
}
