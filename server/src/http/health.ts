/** For whoever watches the process: does it live, and can it serve. */
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Storage } from '../storage/storage.ts'
import { describe, tokenless } from './describe.ts'
import { ProblemError } from './problem.ts'

const Status = v.object({ status: v.string() })

export const health = (storage: Storage) =>
  new Hono()
    .get('/healthz', describe('The process lives', 200, Status, tokenless), (c) =>
      // Any page may see that it lives and what time it is here: a wrong clock is a common reason to be refused.
      c.json({ status: 'ok' }, 200, {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Date',
      }),
    )
    .get('/readyz', describe('The server can serve', 200, Status, tokenless), async (c) => {
      try {
        await storage.db.selectFrom('community').select('id').limit(1).execute()
      } catch {
        throw new ProblemError('unavailable', 'The database does not answer.', {
          headers: { 'retry-after': '5' },
        })
      }
      return c.json({ status: 'ready' })
    })
