/**
 * Hears what others write, for as long as a page is open. One tab of a browser listens and passes on what it hears to the
 * others: a browser has six connections to a server, and tabs are many. Where a stream does not come through, it asks now
 * and then; what changed meanwhile is told when the connection is back.
 */
import type { Changes, LiveChange } from '@vlinder/contract'
import { pause } from './abort.ts'
import type { Change } from './connection.ts'
import type { ClientError } from './errors.ts'
import { readEvents } from './events.ts'
import type { Link } from './link.ts'

/** The server gives a sign of life every 10 s: after so much silence there is nobody any more. In milliseconds. */
const SILENCE_MS = 25_000
/** At first it says at once that it is there, unless something in between holds it back; in milliseconds. */
const FIRST_MS = 8_000
/** Between two questions where a stream does not come through, in milliseconds. */
const ASK_MS = 10_000
/** While nobody answers it waits twice as long each time, in milliseconds. */
const AGAIN_MS = 1_000
const AGAIN_MAX_MS = 60_000
/** What is written together is told together; half of it is chance, so that a thousand pages do not ask at the same moment. */
const GATHER_MS = 300
/** What was written here comes back over the line within this time, in milliseconds. */
const OWN_MS = 5_000
/** What passes by itself. */
const PASSING = ['offline', 'unreachable', 'timeout']
/** Where streams fail, every so manieth time one is tried again. */
const STREAM_AGAIN = 8

/** `live`: within a second, `asking`: every few seconds, `lost`: nobody answers. */
export type LiveState = 'live' | 'asking' | 'lost'

export interface Live {
  readonly state: LiveState | undefined
  /** The page was asleep, or there is a network again: looks at once whether the line still holds. */
  again(): void
  stop(): void
}

/** What one tab tells the others. */
interface Passed extends Partial<Changes> {
  state?: LiveState
}

/** Tells who subscribed to `link` what others write, until it is stopped. `told` is called when the state changes. */
export function live(link: Link, told: (state: LiveState) => void = () => {}): Live {
  const { env, base, tokens } = link.wire
  const stopping = new AbortController()
  const { signal } = stopping
  /** The newest change that was heard. */
  let n: number | undefined
  let state: LiveState | undefined
  let channel: BroadcastChannel | undefined
  /** When there was the last sign of life, and what ends the line or the wait that there is now. */
  let alive = 0
  let cut = () => {}
  let failures = 0
  /** What was written on this page, and when. */
  const own = new Map<string, number>()
  const gathered = new Map<string, Change>()

  const keyOf = ({ type, id, action }: Pick<Change, 'type' | 'id' | 'action'>) => `${type} ${id} ${action}`
  const leave = link.subscribe((change) => {
    if (!change.remote) own.set(keyOf(change), env.now())
  })

  function set(next: LiveState): void {
    if (state === next || signal.aborted) return
    state = next
    told(next)
  }

  function say(next: LiveState): void {
    set(next)
    channel?.postMessage({ state: next } satisfies Passed)
  }

  /** Takes in what came over the line, from an answer or from another tab. */
  function hear({ n: newest, reset, changes = [] }: Partial<Changes>): void {
    if (newest !== undefined) n = reset ? newest : Math.max(n ?? 0, newest)
    if (reset) gather({ type: 'community', id: link.communityId, action: 'changed' })
    changes.forEach(gather)
  }

  function gather(change: Change | LiveChange): void {
    if (!gathered.size) env.after(GATHER_MS * (0.5 + env.random() / 2), flush)
    const { type, id, parent, action } = change
    gathered.set(keyOf(change), { type, id, parent, action, remote: true })
  }

  function flush(): void {
    // What was written on this page is told already.
    const told = [...gathered].filter(([key]) => env.now() - (own.get(key) ?? 0) > OWN_MS)
    for (const [key] of gathered) own.delete(key)
    gathered.clear()
    if (!signal.aborted) for (const [, change] of told) link.tell(change)
  }

  const pass = (heard: Partial<Changes>) => {
    hear(heard)
    channel?.postMessage(heard satisfies Passed)
  }

  /** Listens until the line ends. Whether anything was heard. */
  async function stream(): Promise<boolean> {
    const line = new AbortController()
    let heard = false
    let silence = () => {}
    const sign = () => {
      alive = env.now()
      silence()
      silence = env.after(heard ? SILENCE_MS : FIRST_MS, () => line.abort())
    }
    cut = () => line.abort()
    signal.addEventListener('abort', cut)
    sign()
    try {
      const token = await tokens.get(line.signal)
      const { body, ok, status, headers } = await env.fetch(`${base}/changes`, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          ...(n !== undefined && { 'last-event-id': String(n) }),
        },
        signal: line.signal,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'manual',
      })
      if (status === 401) tokens.refuse(token)
      if (!ok || !body || !headers.get('content-type')?.startsWith('text/event-stream')) return false
      await readEvents(body, ({ event, id, data }) => {
        heard = true
        sign()
        if (!event) return
        say('live')
        pass({
          n: Number(id),
          reset: event === 'reset',
          changes: event === 'change' ? [JSON.parse(data!)] : [],
        })
      })
    } catch {
      // Cut, by either side or in between.
    } finally {
      silence()
      line.abort()
      signal.removeEventListener('abort', cut)
    }
    return heard
  }

  /** Whether there was an answer. */
  async function ask(): Promise<boolean> {
    try {
      pass(
        await link.ask<Changes>('GET', `/changes${n === undefined ? '' : `?after=${n}`}`, undefined, {
          signal,
        }),
      )
      return true
    } catch (error) {
      const { status, kind } = error as ClientError
      // Who may not read, or a server that knows nothing of this: asking again does not help.
      if (status === 403 || status === 404) stop()
      else if (failures > 1 && PASSING.includes(kind)) say('lost')
      return false
    }
  }

  const rest = (ms: number) => {
    const waiting = new AbortController()
    cut = () => waiting.abort()
    signal.addEventListener('abort', cut)
    return pause(env, ms * (0.5 + env.random() / 2), waiting.signal)
      .catch(() => {})
      .finally(() => signal.removeEventListener('abort', cut))
  }

  async function lead(): Promise<void> {
    while (!signal.aborted) {
      if (failures % STREAM_AGAIN < 2 && (await stream())) {
        // Its token ended, the server starts anew, or the line was cut.
        failures = 0
        await rest(AGAIN_MS)
        continue
      }
      if (signal.aborted) return
      failures++
      const answered = await ask()
      if (answered && state === 'lost') failures = 0
      if (answered && failures !== 1) say('asking')
      if (!answered) await rest(Math.min(AGAIN_MS * 2 ** failures, AGAIN_MAX_MS))
      else if (failures) await rest(failures > 1 ? ASK_MS : AGAIN_MS)
    }
  }

  /** Leads, or follows until whoever leads is gone. */
  async function start(): Promise<void> {
    await tokens.get(signal)
    const who = link.subject()
    const { locks } = globalThis.navigator ?? {}
    // Pages without TLS have no locks; a token need not say who somebody is.
    if (!who || !locks || !globalThis.BroadcastChannel) return lead()
    const name = ['vlinder-live', link.server, link.communityId, who].join(' ')
    channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }: MessageEvent<Passed>) => {
      if (data.state) set(data.state)
      hear(data)
    }
    await locks.request(name, { ifAvailable: true }, (lock) => (lock ? lead() : undefined))
    if (signal.aborted) return
    // What happened since this page was read, whoever leads may have heard before.
    await ask()
    await locks.request(name, { signal }, lead)
  }

  function stop(): void {
    leave()
    stopping.abort()
    channel?.close()
  }

  start().catch(() => {})
  return {
    get state() {
      return state
    },
    again() {
      if (state !== 'live' || env.now() - alive > SILENCE_MS) cut()
    },
    stop,
  }
}
