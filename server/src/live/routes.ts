/** What changed, for pages that stand open: as a stream, or asked for now and then. Mounted at /communities/:community/changes. */
import { Changes, ChangesQuery } from '@vlinder/contract'
import { Hono, type HonoRequest } from 'hono'
import * as v from 'valibot'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { ProblemError } from '../http/problem.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { changesAfter, heardBy } from './changes.ts'
import type { Live } from './live.ts'

const STREAM = {
  'content-type': 'text/event-stream',
  // What a proxy compresses or transforms, it holds back until there is enough of it.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

const MORE = {
  description:
    'With `Accept: text/event-stream`, a stream of server-sent events: `ready`, `change` and `reset`, each with the number to go on from as its id.',
  parameters: [
    {
      name: 'Last-Event-ID',
      in: 'header' as const,
      description: 'As `after`, for a stream.',
      schema: { type: 'string' as const },
    },
  ],
}

export const changes = (live: Live) =>
  new Hono<Asking>().get(
    '/',
    describe('What changed', 200, Changes, MORE),
    validate('query', ChangesQuery),
    async (c) => {
      const { member, storage, community, issuer, expires } = c.var
      mustBeAble(member, 'changes:read', { community: community.id })
      const { after } = c.req.valid('query')
      if (!wantsStream(c.req))
        return c.json(heardBy(member.id, await changesAfter(storage.db, community.id, after)))
      const listener = { community: community.id, member: member.id, issuer: issuer!, until: expires * 1000 }
      const stream = await live.open(listener, lastEvent(c.req.header('last-event-id')) ?? after)
      return c.body(stream, 200, STREAM)
    },
  )

/** Nobody reads what answers a HEAD. */
const wantsStream = (asked: HonoRequest) =>
  asked.method === 'GET' && asked.header('accept')?.includes('text/event-stream')

function lastEvent(id: string | undefined): number | undefined {
  const { success, output } = v.safeParse(ChangesQuery, { after: id || undefined })
  if (success) return output.after
  const errors = [{ path: 'header.last-event-id', detail: 'must be a whole number' }]
  throw new ProblemError('invalid', 'Last-Event-ID must be the id of an event.', { errors })
}
