/** Members asked for one by one, fetched together: fifty cards on a page are one request. */
import type { MemberOne, MemberPage } from '@vlinder/contract'
import { BATCH_MAX } from '@vlinder/contract/limits'
import { escaped } from './address.ts'
import type { Env } from './env.ts'
import { ClientError } from './errors.ts'
import { type Shared, sharing } from './share.ts'

/** How long the first waits for others, in milliseconds: less than a frame, more than an update of the page. */
const WINDOW_MS = 10
/** Servers and proxies refuse long addresses, many beyond 8 KB in total. In characters. */
const LIST_MAX = 4_000

interface Waiting {
  key: string
  signal: AbortSignal
  resolve(member: MemberOne): void
  reject(error: unknown): void
}

/** `field` is what the server calls the list. */
export function batching(
  env: Env,
  field: 'ids' | 'subjects',
  read: (path: string) => Promise<unknown>,
): Shared<MemberOne> {
  let waiting: Waiting[] = []

  const settle = async (asked: Waiting[]): Promise<void> => {
    const list = asked.map(({ key }) => escaped(key)).join()
    const half = asked.length >> 1
    const split = () => [asked.slice(0, half), asked.slice(half)].forEach(settle)
    if (half && (asked.length > BATCH_MAX || list.length > LIST_MAX)) return split()
    try {
      const page = (await read(`/members?${field}=${list}`)) as MemberPage
      for (const { key, resolve, reject } of asked) {
        const id = field === 'ids' ? key : page.subjects?.[key]
        const item = page.items.find((member) => member.id === id)
        if (item) resolve({ item, mine: page.mine[item.id] ?? { self: false, mayDeactivate: false } })
        else reject(unknown(key))
      }
    } catch (error) {
      // One of them cannot be an id at all: the others must not suffer for it.
      if (half && (error as ClientError).status === 400) return split()
      for (const { reject } of asked) reject(error)
    }
  }

  const flush = () => {
    const asked = waiting.filter(({ signal }) => !signal.aborted)
    waiting = []
    if (asked.length) settle(asked)
  }

  const unknown = (key: string) =>
    new ClientError('problem', `There is no member "${key}" (${field})`, {
      status: 404,
      problemName: 'not-found',
    })

  return sharing(
    (key, signal) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ key, signal, resolve, reject }) === 1) env.after(WINDOW_MS, flush)
      }),
  )
}
