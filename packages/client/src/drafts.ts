/**
 * Drafts that outlive the page. What is typed stands in the browser's storage at once, and goes to the server when
 * somebody pauses; once the server has it, the browser's copy goes, for computers are shared. Another page that changed
 * the same draft is never written over: the reader chooses.
 */
import type { Draft, DraftOne, Drafts } from '@vlinder/contract'
import { at } from './address.ts'
import { type Env, realEnv } from './env.ts'
import { ClientError } from './errors.ts'
import type { Link } from './link.ts'
import { type Request, requester } from './request.ts'

/** From the last key to the server, in milliseconds. */
const PAUSE_MS = 1_000
/** Between tries while the server does not take it, in milliseconds. */
const AGAIN_MS = 6_000
/** A server that asks for more time than this gets this much, in milliseconds. */
const AGAIN_MAX_MS = 600_000
/** How long one try may take, in milliseconds. */
const TIMEOUT_MS = 15_000

/**
 * What one member wrote goes in no other's name: the session may have ended, and the next token be somebody else's.
 * Asks as `of.who`; where that is not known yet, as whoever the token turns out to speak for, who is `of.who` from then on.
 * Rejects with kind `aborted` once it speaks for somebody else.
 */
export const asOne = ({ wire: { base, tokens } }: Link, env: Env, of: { who: string | undefined }): Request =>
  requester(env, base, TIMEOUT_MS, {
    ...tokens,
    async get(signal) {
      const token = await tokens.get(signal)
      of.who ??= tokens.subject()
      if (of.who === tokens.subject()) return token
      throw new ClientError('aborted', 'Somebody else is signed in')
    },
  })

export type Fields = Record<string, unknown>

/** `here`: in this browser, `saved`: on the server, `nowhere`: in memory alone. */
export type Kept = 'here' | 'saved' | 'nowhere'

/** What the browser holds until the server has it. */
interface Local {
  value: Fields
  /** The revision that was changed. */
  revision: number
}

interface Entry {
  value?: Fields | undefined
  revision?: number
  kept?: Kept
  /** What another page made of it meanwhile. */
  theirs?: Pick<Draft, 'value' | 'revision'> | undefined
  saving?: Promise<void> | undefined
  cancel?: (() => void) | undefined
}

export interface DraftKeeper {
  /** What is kept under `key`, here or on the server. Resolves without a value when nothing is, or nobody answers. */
  read(key: string): Promise<Fields | undefined>
  keep(key: string, value: Fields): void
  /** It is not wanted any more. */
  drop(key: string): void
  /** `value` was sent, and goes wherever it still says so. Rejects while the server cannot be asked. */
  sent(key: string, value: Fields): Promise<void>
  kept(key: string): Kept | undefined
  /** What another page made of it; until the reader chose, nothing more goes to the server. */
  theirs(key: string): Fields | undefined
  /** Takes over what the other page has, or stays with what is here. Gives what it is from now on. */
  choose(key: string, whose: 'theirs' | 'mine'): Fields | undefined
  /** Tries at once what did not get to the server. */
  again(): void
  /** Nothing more goes anywhere: what the browser holds, the next page finds. */
  stop(): void
  /** Another page of this browser wrote into the storage. */
  heard(place: string | null, text: string | null): void
}

/** Keeps the drafts of whoever asks over `link`. `told` is called whenever something became of one. */
export function draftKeeper(
  link: Link,
  told: (key: string) => void,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined,
  env: Env = realEnv,
): DraftKeeper {
  const entries = new Map<string, Entry>()
  /** What is being taken from the server: until then it would be found there again. */
  const leaving = new Map<string, Promise<unknown>>()
  let whose: string | undefined
  let stopped = false
  /** As whoever is asking now, however long it takes. */
  const asker = () => {
    const ask = asOne(link, link.wire.env, { who: link.subject() })
    return (method: string, key: string, body?: object) => ask({ method, path: at`/drafts/${key}`, body })
  }
  const place = (key: string) => {
    const who = link.subject()
    return who && ['vlinder-draft', link.server, link.communityId, who, key].join(' ')
  }
  const entryOf = (key: string): Entry => {
    // Somebody else came to sit here. What was typed before it was known who, is of whoever that turns out to be.
    if (whose !== undefined && whose !== link.subject()) entries.clear()
    whose = link.subject()
    const entry = entries.get(key) ?? {}
    entries.set(key, entry)
    return entry
  }

  /** Storage can be full, forbidden, or gone: then it is in memory until the server has it. */
  function writeHere(key: string, local: Local | undefined): boolean {
    const where = place(key)
    if (!where) return false
    try {
      if (!storage) return false
      if (local) storage.setItem(where, JSON.stringify(local))
      else storage.removeItem(where)
      return true
    } catch {
      return false
    }
  }

  function readHere(key: string): Local | undefined {
    const where = place(key)
    try {
      return where && storage ? parsed<Local>(storage.getItem(where)) : undefined
    } catch {
      return undefined
    }
  }

  /** Whether the browser has it. */
  function hold(key: string, entry: Entry): boolean {
    const { value, revision = 0 } = entry
    // Meanwhile somebody else may have come to sit here.
    const here = value !== undefined && entryOf(key) === entry && writeHere(key, { value, revision })
    entry.kept = here ? 'here' : 'nowhere'
    return here
  }

  function schedule(key: string, ms: number): void {
    const entry = entryOf(key)
    entry.cancel?.()
    if (!stopped) entry.cancel = env.after(ms, () => save(key))
  }

  function save(key: string): void {
    const entry = entryOf(key)
    entry.cancel = undefined
    if (stopped || entry.saving || entry.theirs || !entry.value) return
    entry.saving = put(key, entry).finally(() => {
      entry.saving = undefined
      told(key)
    })
  }

  async function put(key: string, entry: Entry): Promise<void> {
    const { value, revision = 0 } = entry
    try {
      if (entry.kept === 'nowhere') {
        // The token tells whose it is.
        await link.wire.tokens.get()
        if (hold(key, entry)) told(key)
      }
      const { item } = (await asker()('PUT', key, { value, after: revision })).body as DraftOne
      entry.revision = item.revision
      if (entry.value !== value) return schedule(key, PAUSE_MS)
      entry.kept = 'saved'
      writeHere(key, undefined)
    } catch (error) {
      const { problemName, retryAfter = 0 } = error as ClientError
      if (problemName !== 'conflict')
        return schedule(key, Math.max(AGAIN_MS, Math.min(retryAfter * 1000, AGAIN_MAX_MS)))
      const other = (await onServer()).find((one) => one.key === key)
      if (other) entry.theirs = other
      // There are too many drafts, then: this one stays here.
      else schedule(key, AGAIN_MS)
    }
  }

  const onServer = async (): Promise<Draft[]> => {
    try {
      return (await link.get<Drafts>('/drafts')).items
    } catch {
      return []
    }
  }

  return {
    async read(key) {
      await leaving.get(key)
      const other = (await onServer()).find((one) => one.key === key)
      const here = readHere(key)
      const entry = entryOf(key)
      // Somebody was faster than the answer.
      if (entry.value) return undefined
      if (!here) {
        if (!other) return undefined
        Object.assign(entry, { value: other.value, revision: other.revision, kept: 'saved' })
        return other.value
      }
      const same = other && JSON.stringify(other.value) === JSON.stringify(here.value)
      Object.assign(entry, { value: here.value, revision: other ? here.revision : 0, kept: 'here' })
      if (other && !same && other.revision !== here.revision) entry.theirs = other
      else schedule(key, 0)
      return here.value
    },

    keep(key, value) {
      const entry = entryOf(key)
      entry.value = { ...value }
      hold(key, entry)
      if (!entry.theirs) schedule(key, PAUSE_MS)
    },

    drop(key) {
      const entry = entryOf(key)
      entry.cancel?.()
      entries.delete(key)
      entry.value = undefined
      writeHere(key, undefined)
      const ask = asker()
      const gone = () => ask('DELETE', key).catch(() => {})
      const work = entry.saving?.then(gone) ?? (entry.revision ? gone() : undefined)
      if (work) leaving.set(key, work)
    },

    sent(key, value) {
      const same = (other: Fields | undefined) => JSON.stringify(other) === JSON.stringify(value)
      const entry = entryOf(key)
      if (same(entry.value)) {
        entry.cancel?.()
        entries.delete(key)
        entry.value = undefined
      }
      if (same(readHere(key)?.value)) writeHere(key, undefined)
      const ask = asker()
      const work = async () => {
        await entry.saving
        const { items } = await link.get<Drafts>('/drafts')
        if (same(items.find((one) => one.key === key)?.value)) await ask('DELETE', key)
      }
      const done = work()
      leaving.set(
        key,
        done.catch(() => {}),
      )
      return done
    },

    kept: (key) => entryOf(key).kept,
    theirs: (key) => entryOf(key).theirs?.value,

    choose(key, whose) {
      const entry = entryOf(key)
      const { theirs } = entry
      if (!theirs) return entry.value
      entry.theirs = undefined
      entry.revision = theirs.revision
      if (whose === 'mine') schedule(key, 0)
      else {
        Object.assign(entry, { value: theirs.value, kept: 'saved' })
        writeHere(key, undefined)
      }
      told(key)
      return entry.value
    },

    again() {
      for (const [key, { kept }] of entries) if (kept !== 'saved') save(key)
    },

    stop() {
      stopped = true
      for (const { cancel } of entries.values()) cancel?.()
      entries.clear()
    },

    heard(where, text) {
      const theirs = parsed<Local>(text)
      for (const [key, entry] of entries) {
        if (place(key) !== where || !theirs || !entry.value) continue
        if (JSON.stringify(theirs.value) === JSON.stringify(entry.value)) continue
        entry.cancel?.()
        entry.theirs = theirs
        told(key)
      }
    },
  }
}

/** What stands in a browser's storage; anybody can write there. */
export function parsed<T extends object>(text: string | null): T | undefined {
  try {
    const value = JSON.parse(text ?? 'null')
    return typeof value === 'object' ? (value ?? undefined) : undefined
  } catch {
    return undefined
  }
}
