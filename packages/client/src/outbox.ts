/**
 * What was sent and is not answered yet. It is written down before it leaves, with its idempotency key, so that it survives
 * the page, the network and the server; it goes again until somebody answers, and arrives once. It is its writer's alone:
 * nobody else who comes to sit at this browser sees it or sends it.
 */
import type { ReactionResult } from '@vlinder/contract'
import { asOne, type Fields, parsed } from './drafts.ts'
import { type Env, realEnv } from './env.ts'
import { ClientError } from './errors.ts'
import type { Doing, Link } from './link.ts'

/** Between two tries while nobody takes it: twice as long each time, in milliseconds. */
const AGAIN_MS = 2_000
const AGAIN_MAX_MS = 60_000

/** What the server would not have, as it stays readable on a later page. */
type Refusal = Pick<ClientError, 'kind' | 'message' | 'status' | 'problemName'>

interface Entry {
  /** Of the draft that it was written in. */
  name: string
  draft: Fields
  method: string
  path: string
  doing: Doing
  key?: string | undefined
  body?: object | undefined
  /** When it was sent first, in milliseconds since 1970. */
  at: number
  /** It arrived: what is left is to be done with the draft. */
  sent?: true | undefined
  refused?: Refusal | undefined
}

export interface Waiting extends Pick<Entry, 'name' | 'draft' | 'doing' | 'path' | 'body'> {
  /** It is under way. */
  busy: boolean
  /** Why it is still here; undefined while it was not tried yet. */
  error: ClientError | undefined
  /** The server would not have it: it stays until its writer changes it or throws it away. */
  refused: boolean
}

export interface Outbox {
  /**
   * As the link, but what is written over it is kept until it is answered. The promise of a write waits as long; it rejects
   * with what the server refused, or with kind `aborted` once it was taken back or another page sent it.
   */
  via(name: string, draft: Fields): Link
  /** All that waits of whoever is asking, the oldest first. */
  all(): Waiting[]
  waiting(name: string): Waiting | undefined
  /** It is not sent any more. What is under way can be taken back no more. */
  takeBack(name: string): void
  /**
   * Tries: at once when somebody `pressed`; when there is a way there again (`back`), not sooner than the server asked for;
   * at any other sign of life it gets some rest after a failure as well.
   */
  again(why?: 'pressed' | 'back'): void
  stop(): void
  /** Another page of this browser wrote into the storage. */
  heard(place: string | null, text: string | null): void
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>
type Locks = Pick<LockManager, 'request'>
/** Who waits for the answer on this page. */
interface Asking {
  resolve(answer: unknown): void
  reject(error: ClientError): void
}
type Here = Entry & {
  who: string | undefined
  stored: boolean
  tries: number
  busy?: boolean
  asking?: Asking
}

/** What another page reads in place of an entry that was answered, just before it goes. */
const SENT = 'sent'
const PREFIX = 'vlinder-outbox'
/** Later: no answer, or one that says so. Everything else is an answer. */
const passes = ({ kind, status }: ClientError) =>
  kind !== 'misconfigured' && (kind !== 'problem' || status === 429 || status === 503)

/**
 * Keeps what is sent over `link`. `told` is called whenever something became of it; `sent` says that it arrived while nobody
 * on this page waited for the answer. What was sent stays until `settle` was done with its draft, which else would be found
 * again. Without `locks` two pages may send the same: the server makes it once.
 */
export function outbox(
  link: Link,
  told: (name: string, sent?: Entry) => void,
  settle: (sent: Entry) => Promise<void>,
  storage?: Kept,
  locks?: Locks,
  env: Env = realEnv,
): Outbox {
  const entries = new Map<string, Here>()
  /** Whose entries were read from the storage. */
  let read: string | undefined
  let trouble: ClientError | undefined
  let failures = 0
  /** Not before the server has had the time that it asked for; nor, at a mere sign of life, before it had some rest. */
  let asked = 0
  let rest = 0
  let running = false
  /** Somebody pressed meanwhile. */
  let once = false
  let stopped = false
  let cancel = () => {}

  const folder = (who: string | undefined) => [PREFIX, link.server, link.communityId, who, ''].join(' ')
  const place = (name: string) => folder(link.subject()) + name

  /** Of whoever is asking now. */
  function mine(): [string, Here][] {
    const who = link.subject()
    if (who && who !== read) {
      read = who
      for (let i = 0; storage && i < storage.length; i++) take(storage.key(i))
    }
    // What was sent before it was known who asks is of whoever that turns out to be.
    for (const one of entries.values()) one.who ??= who
    return [...entries].filter(([, one]) => one.who === who).sort(([, a], [, b]) => a.at - b.at)
  }

  function take(at: string | null, text = (at && storage?.getItem(at)) ?? null): void {
    const who = link.subject()
    const entry = at?.startsWith(folder(who)) && parsed<Entry>(text)
    // Of somebody else it is where their id goes on after a space.
    if (at && entry && at === folder(who) + entry.name)
      entries.set(at, Object.assign(entries.get(at) ?? { tries: 0 }, entry, { who, stored: true }))
  }

  /** Storage can be full, forbidden, or gone: then it waits on this page alone. */
  function write(at: string, entry: Here): void {
    const { who, stored, tries, busy, asking, ...kept } = entry
    entry.stored = false
    try {
      if (!who || !storage) return
      storage.setItem(at, JSON.stringify(kept))
      entry.stored = true
    } catch {}
  }

  function remove(at: string, sent = false): void {
    entries.delete(at)
    try {
      if (sent) storage?.setItem(at, SENT)
      storage?.removeItem(at)
    } catch {}
  }

  /** Another page took it back, or sent it. */
  function gone(at: string, sent?: boolean): void {
    const one = entries.get(at)
    entries.delete(at)
    if (!one) return
    one.asking?.reject(new ClientError('aborted', 'Another page saw to it'))
    told(one.name, sent ? one : undefined)
  }

  /** Whether the next one may be tried. */
  async function send(at: string, one: Here): Promise<boolean> {
    // Whoever had the lock before may have done it.
    if (one.stored && storage) {
      const now = storage.getItem(at)
      if (now === null) gone(at)
      if (now === null) return true
      take(at, now)
    }
    one = entries.get(at) ?? one
    one.busy = true
    told(one.name)
    try {
      if (!one.sent) arrived(at, one, (await asOne(link, env, one)(one)).body)
      await settle(one)
      trouble = undefined
      failures = 0
      // Something new may have been sent from the same form meanwhile.
      if (entries.get(at) === one) remove(at, one.stored)
      return true
    } catch (error) {
      return failed(at, one, error as ClientError)
    } finally {
      one.busy = false
      told(one.name)
    }
  }

  function arrived(at: string, one: Here, body: unknown): void {
    one.sent = true
    write(at, one)
    const { doing, asking } = one
    const { id = (body as { item: { id: string } }).item.id } = doing
    link.tell({ ...doing, id, ...(doing.type === 'reaction' && { reactions: body as ReactionResult }) })
    asking?.resolve(body)
    told(one.name, asking ? undefined : one)
  }

  function failed(at: string, one: Here, error: ClientError): boolean {
    if (!passes(error)) {
      if (one.asking || one.sent) {
        remove(at)
        one.asking?.reject(error)
      } else {
        const { kind, message, status, problemName } = error
        one.refused = { kind, message, status, problemName }
        write(at, one)
      }
      return true
    }
    one.tries++
    trouble = error
    const wait = Math.max((error.retryAfter ?? 0) * 1000, Math.min(AGAIN_MS * 2 ** failures++, AGAIN_MAX_MS))
    asked = env.now() + (error.retryAfter ?? 0) * 1000
    rest = Math.max(asked, env.now() + AGAIN_MS)
    // Some chance, so that a thousand pages do not come back at the same moment.
    cancel = env.after(wait * (1 + env.random() / 4), run)
    return false
  }

  /** One after the other; the one that failed least goes first, so that none stands in the way of the others for ever. */
  async function run(pressed = false): Promise<void> {
    if (running) {
      once ||= pressed
      return
    }
    running = true
    once = false
    cancel()
    const passed = new Set<string>()
    for (let more = true; more && !stopped; ) {
      const [next] = mine()
        .filter(([at, { refused }]) => !refused && !passed.has(at))
        .sort(([, a], [, b]) => a.tries - b.tries)
      if (!next) break
      const [at, one] = next
      // What another page is sending is that page's.
      passed.add(at)
      more = locks
        ? await locks.request(at, { ifAvailable: true }, async (lock) => !lock || send(at, one))
        : await send(at, one)
    }
    running = false
    if (once && !stopped) await run()
  }

  const unsent = () => mine().filter(([, { sent }]) => !sent)

  const shown = ({ name, draft, doing, path, body, busy = false, refused }: Here): Waiting => ({
    ...{ name, draft, doing, path, body, busy },
    error: refused ? new ClientError(refused.kind, refused.message, refused) : trouble,
    refused: refused !== undefined,
  })

  return {
    via: (name, draft) => ({
      ...link,
      write: <T>(
        method: string,
        path: string,
        doing: Doing,
        { key }: { key?: string | undefined } = {},
        body?: object,
      ) =>
        new Promise<T>((resolve, reject) => {
          const at = place(name)
          const entry: Here = {
            ...{ name, draft, method, path, doing, key, body, at: env.now() },
            ...{ who: link.subject(), stored: false, tries: 0 },
            asking: { resolve: resolve as Asking['resolve'], reject },
          }
          entries.set(at, entry)
          write(at, entry)
          void run(true)
        }),
    }),

    all: () => unsent().map(([, one]) => shown(one)),
    waiting(name) {
      const one = unsent().find(([, one]) => one.name === name)
      return one && shown(one[1])
    },

    takeBack(name) {
      const [at, one] = unsent().find(([, one]) => one.name === name) ?? []
      if (!at || !one || one.busy) return
      remove(at)
      one.asking?.reject(new ClientError('aborted', 'Taken back'))
      told(name)
    },

    again(why) {
      const pressed = why === 'pressed'
      if (pressed || env.now() >= (why ? asked : rest)) void run(pressed)
    },

    stop() {
      stopped = true
      cancel()
    },

    heard(at, text) {
      if (!at) return
      if (text === null || text === SENT) return gone(at, text === SENT)
      take(at, text)
      const one = entries.get(at)
      if (one) told(one.name)
    },
  }
}
