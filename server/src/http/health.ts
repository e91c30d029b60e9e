/** For whoever watches the process: does it live, and can it serve. */
import { Hono } from 'hono'
import type { Storage } from '../storage/storage.ts'
import { ProblemError } from './problem.ts'

export const health = (storage: Storage) =>
  new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      try {
        await storage.db.selectFrom('community').select('id').limit(1).execute()
      } catch {
        throw new ProblemError('unavailable', 'The database does not answer.', {
          headers: { 'retry-after': '5' },
        })
      }
      return c.json({ status: 'ready' })
    })
