/**
 * What members were writing: closing a form, losing a connection or the page loses nothing. Each member's own, kept by the
 * client in this browser and on the server; here is what is being written on this page.
 */
import { type ClientError, type Fields, type Kept, type Link, newKey } from '@vlinder/client'
import type { Keeper } from './keeper.ts'

export interface Draft<T extends object = object> {
  value: T
  /** Under which it is kept outside this page. */
  readonly name: string
  /** Stays the same until it is sent, so that trying again makes nothing twice. */
  key: string
  busy: boolean
  error: ClientError | undefined
  /** Whether somebody would mind losing it. */
  precious: boolean
  /** What has become of it outside this page. */
  kept(): Kept
  /** Whether another page made something else of it. */
  disputed(): boolean
  choose(whose: 'theirs' | 'mine'): void
  /** As it is kept: the fields, and the key that sends them once. */
  saved(): Fields
  /** Something was typed. */
  keep(): void
  /** It was sent, or is not wanted any more. */
  drop(): void
}

/** What is kept outside: the fields, and the key that sends them once. */
type Saved = Fields & { fields?: object; key?: string }

/** What is being written on this page. */
export const writing = new Map<string, Draft>()
const keepers = new Map<Link, Promise<Keeper>>()
const here = new Map<Link, Keeper>()

/** Fires `change` when something became of a draft: more boxes may show one; `sent` when one arrived that no form here waited for. */
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
  let keeper: Keeper | undefined
  // Ids and topics of other systems hold signs that no address should.
  const outside = name.replace(/[^\p{L}\p{N}._:@-]+/gu, '~').slice(0, 200)
  /** Whether it is known what was kept before: until then nothing of that may go. */
  let known = false
  let over = false
  const take = (saved: Saved | undefined) => {
    Object.assign(draft.value, { ...blank, ...saved?.fields })
    draft.key = saved?.key ?? newKey()
    draft.precious = saved !== undefined
    changed()
  }
  const saved = (): Fields => ({ fields: { ...draft.value }, key: draft.key })
  const draft: Draft<T> = {
    value: { ...blank },
    name: outside,
    key: newKey(),
    busy: false,
    error: undefined,
    precious: false,
    kept: () => keeper?.drafts.kept(outside) ?? 'nowhere',
    disputed: () => keeper?.drafts.theirs(outside) !== undefined,
    choose: (whose) => take(keeper?.drafts.choose(outside, whose)),
    saved,
    keep() {
      if (draft.precious) keeper?.drafts.keep(outside, saved())
      else if (known) keeper?.drafts.drop(outside)
      changed()
    },
    drop() {
      over = true
      for (const [at, one] of writing) if (one === draft) writing.delete(at)
      keeper?.drafts.drop(outside)
      changed()
    },
  }
  const find = async () => {
    keeper = await keeperOf(link)
    const found = (await keeper.drafts.read(outside)) ?? keeper.box.waiting(outside)?.draft
    // Sent, or thrown away, before it was known what is kept.
    known = true
    if (over) return keeper.drafts.drop(outside)
    if (draft.precious) draft.keep()
    else if (found) take(found)
    keeper.box.again()
  }
  // Where that part cannot be had, what is written is kept on this page, and the page says so.
  find().catch(changed)
  return draft
}

export function keeperOf(link: Link): Promise<Keeper> {
  const made =
    keepers.get(link) ??
    import('./keeper.ts').then(({ keeper }) => {
      const one = keeper(link, changed)
      here.set(link, one)
      return one
    })
  keepers.set(link, made)
  return made
}

/** The same, once it is here. */
export const keeperNow = (link: Link): Keeper | undefined => here.get(link)

/** All of them are gone from this page, as when it is loaded anew. */
export function forget(): void {
  for (const keeper of keepers.values()) void keeper.then((one) => one.stop())
  keepers.clear()
  here.clear()
  writing.clear()
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
