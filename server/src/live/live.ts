/**
 * Streams of changes. While anybody listens, the database is looked at a few times a second, and only its version, which
 * every write of this process or another moves: so one way of hearing serves both. A stream ends with its token, and at
 * once for who may not read any more.
 */
import type { Logger } from 'pino'
import { ProblemError } from '../http/problem.ts'
import type { Storage } from '../storage/storage.ts'
import { changesAfter, heardBy, hears } from './changes.ts'
import { changeEvent, firstEvents, HEARTBEAT, resetEvent } from './events.ts'
import { mayStillRead } from './readers.ts'

/** How often is looked, in milliseconds: news is there within a second, and a look costs some microseconds. */
const LOOK_MS = 200
/** Proxies close what is silent for a minute, some after half of one; in milliseconds. */
const HEARTBEAT_MS = 10_000
/** A reader that is this far behind, in bytes, does not read: some hundred changes. */
const BEHIND_MAX = 64 * 1024
/** A browser has one, however many tabs; some people have a phone and two computers. */
const STREAMS_PER_MEMBER = 5
/** Of all members together. Each takes 23 KB of heap, and 70 KB of the process as the system counts it (measured with 1,000). */
const STREAMS_MAX = 5_000
/** When there may be room again, in seconds; until then a page asks now and then. */
const FULL_S = 60

/** Who listens, and until when (in milliseconds since 1970). */
export interface Listener {
  community: string
  member: string
  issuer: string
  until: number
}

interface Stream extends Listener {
  /** The newest change that was told. */
  n: number
  send(event: Uint8Array): void
  end(): void
}

export interface Live {
  /** What `listener` hears from change number `after` on. @throws ProblemError when there are too many streams */
  open(listener: Listener, after?: number): Promise<ReadableStream<Uint8Array>>
  /** Ends all streams; none is opened any more. */
  close(): void
}

export function createLive(storage: Storage, log: Pick<Logger, 'error'>): Live {
  const streams = new Set<Stream>()
  let timer: NodeJS.Timeout | undefined
  let version = ''
  /** Somebody came whom not all may have been told. */
  let came = false
  let looking = false
  let beaten = 0
  let closed = false

  function tick(): void {
    const now = Date.now()
    const beat = now - beaten >= HEARTBEAT_MS
    if (beat) beaten = now
    for (const stream of streams) {
      if (now >= stream.until) stream.end()
      else if (beat) stream.send(HEARTBEAT)
    }
    if (!looking) void look()
  }

  async function look(): Promise<void> {
    looking = true
    try {
      const now = storage.version()
      if (now === version && !came) return
      came = false
      for (const [community, here] of Map.groupBy(streams, (stream) => stream.community))
        await tell(community, here)
      version = now
    } catch (err) {
      log.error({ err }, 'changes not told')
    } finally {
      looking = false
    }
  }

  async function tell(community: string, here: Stream[]): Promise<void> {
    const from = here.reduce((least, { n }) => Math.min(least, n), Infinity)
    const { n, reset, changes } = await changesAfter(storage.db, community, from)
    if (reset || changes.some(({ type }) => type === 'member' || type === 'community')) {
      const may = await mayStillRead(storage.db, community, here)
      for (const stream of here) if (!may(stream)) stream.end()
    }
    const events = reset
      ? [{ n, bytes: resetEvent(n), by: undefined }]
      : changes.map(({ heardBy: by, ...change }) => ({ n: change.n, bytes: changeEvent(change), by }))
    for (const stream of here) {
      for (const { n, bytes, by } of events)
        if ((reset || n > stream.n) && hears(stream.member, by)) stream.send(bytes)
      stream.n = Math.max(stream.n, n)
      if (reset) stream.n = n
    }
  }

  function mustHaveRoom({ community, member }: Listener): void {
    const theirs = [...streams].filter((one) => one.community === community && one.member === member).length
    const headers = { 'retry-after': String(FULL_S) }
    if (theirs >= STREAMS_PER_MEMBER)
      throw new ProblemError('rate-limited', `A member may have ${STREAMS_PER_MEMBER} streams at once.`, {
        headers,
      })
    if (closed || streams.size >= STREAMS_MAX)
      throw new ProblemError('unavailable', 'There are too many streams just now.', { headers })
  }

  return {
    async open(listener, after) {
      mustHaveRoom(listener)
      const first = await changesAfter(storage.db, listener.community, after)
      // Others may have come meanwhile.
      mustHaveRoom(listener)
      let sink!: ReadableStreamDefaultController<Uint8Array>
      const leave = () => {
        streams.delete(stream)
        if (streams.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
      const stream: Stream = {
        ...listener,
        n: first.n,
        send(event) {
          if (!streams.has(stream)) return
          if (sink.desiredSize! < event.length) stream.end()
          else sink.enqueue(event)
        },
        end() {
          if (!streams.has(stream)) return
          leave()
          sink.close()
        },
      }
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            sink = controller
          },
          cancel: leave,
        },
        { highWaterMark: BEHIND_MAX, size: ({ length }) => length },
      )
      for (const event of firstEvents(heardBy(listener.member, first))) sink.enqueue(event)
      streams.add(stream)
      came = true
      if (!timer) {
        beaten = Date.now()
        timer = setInterval(tick, LOOK_MS).unref()
      }
      return body
    },
    close() {
      closed = true
      for (const stream of streams) stream.end()
    },
  }
}
