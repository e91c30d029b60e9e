/**
 * What members were writing: closing a form, losing a connection or the page loses nothing. Each member's own, kept by the
 * client in this browser and on the server; here is what is being written on this page.
 */
import {
  type ClientError,
  type DraftKeeper,
  type Fields,
  type Kept,
  type Link,
  newKey,
} from '@vlinder/client'

export interface Draft<T extends object = object> {
  value: T
  /** Stays the same until it is sent, so that trying again makes nothing twice. */
  key: string
  busy: boolean
  error: ClientError | undefined
  /** While it waits because the server said so: `true` sends it now, `false` not at all. */
  wake?: ((send: boolean) => void) | undefined
  /** Whether somebody would mind losing it. */
  precious: boolean
  /** What has become of it outside this page. */
  kept(): Kept
  /** Whether another page made something else of it. */
  disputed(): boolean
  choose(whose: 'theirs' | 'mine'): void
  /** Something was typed. */
  keep(): void
  /** It was sent, or is not wanted any more. */
  drop(): void
}

/** What is kept outside: the fields, and the key that sends them once. */
type Saved = Fields & { fields?: object; key?: string }

const writing = new Map<string, Draft>()
const keepers = new Map<Link, Promise<DraftKeeper>>()

/** Fires `change` when something became of a draft: more boxes may show one. */
export const drafts = new EventTarget()

/** The draft under `name` of whoever is asking. */
export function draftOf<T extends object>(link: Link, name: string, blank: T): Draft<T> {
  const place = (who: string) => [link.server, link.communityId, who, name].join(' ')
  const at = place(link.subject() ?? '')
  // What was written before the token came is theirs.
  const known = writing.get(at) ?? writing.get(place(''))
  writing.delete(place(''))
  const draft = (known as Draft<T> | undefined) ?? begin(link, name, blank)
  writing.set(at, draft)
  return draft
}

function begin<T extends object>(link: Link, name: string, blank: T): Draft<T> {
  let keeper: DraftKeeper | undefined
  // Ids and topics of other systems hold signs that no address should.
  const outside = name.replace(/[^\p{L}\p{N}._:@-]+/gu, '~').slice(0, 200)
  let touched = false
  let over = false
  const take = (saved: Saved | undefined) => {
    Object.assign(draft.value, { ...blank, ...saved?.fields })
    draft.key = saved?.key ?? newKey()
    draft.precious = saved !== undefined
    changed()
  }
  const draft: Draft<T> = {
    value: { ...blank },
    key: newKey(),
    busy: false,
    error: undefined,
    precious: false,
    kept: () => keeper?.kept(outside) ?? 'nowhere',
    disputed: () => keeper?.theirs(outside) !== undefined,
    choose: (whose) => take(keeper?.choose(outside, whose)),
    keep() {
      touched = true
      if (draft.precious) keeper?.keep(outside, { fields: { ...draft.value }, key: draft.key })
      else keeper?.drop(outside)
      changed()
    },
    drop() {
      over = true
      for (const [at, one] of writing) if (one === draft) writing.delete(at)
      keeper?.drop(outside)
      changed()
    },
  }
  const find = async () => {
    keeper = await keeperOf(link)
    const saved = await keeper.read(outside)
    // Sent, or thrown away, before it was known what is kept.
    if (over) return keeper.drop(outside)
    if (touched) draft.keep()
    else if (saved) take(saved)
  }
  // Where that part cannot be had, what is written is kept on this page, and the page says so.
  find().catch(changed)
  return draft
}

function keeperOf(link: Link): Promise<DraftKeeper> {
  const made = keepers.get(link) ?? import('./keeper.ts').then(({ keeper }) => keeper(link, changed))
  keepers.set(link, made)
  return made
}

/** All of them are gone from this page, as when it is loaded anew. */
export function forget(): void {
  for (const keeper of keepers.values()) void keeper.then((one) => one.stop())
  keepers.clear()
  writing.clear()
  changed()
}

/** There is a connection again: what was said about its absence is true no more. */
export function calm(): void {
  for (const draft of writing.values()) if (draft.error?.kind !== 'problem') draft.error = undefined
  changed()
}

/** Leaving the page would lose something: the browser asks first. */
const warn = (event: BeforeUnloadEvent) => event.preventDefault()

function changed(): void {
  const lost = [...writing.values()].some((draft) => draft.precious && draft.kept() === 'nowhere')
  if (lost) addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
  drafts.dispatchEvent(new Event('change'))
}
