/**
 * Idempotency keys: the same request sent twice makes one thing. The key stands on the row that it made, so it
 * never expires: an outbox that wakes a month later makes no second copy.
 * (After draft-ietf-httpapi-idempotency-key-header.)
 */
import { createHash } from 'node:crypto'
import { limits, type WrittenType } from '@vlinder/contract'
import { createMiddleware } from 'hono/factory'
import { describeRoute } from 'hono-openapi'
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Asker, Asking } from './asking.ts'
import { ProblemError } from './problem.ts'

/** The two columns of a row made by a request. */
export interface Idempotency {
  idempotencyKey: string
  idempotencyHash: string
}

/** Printable ASCII, quotes and all. */
const KEY = new RegExp(`^[\\x21-\\x7e]{1,${limits.IDEMPOTENCY_KEY_MAX}}$`)

/** Requires an `Idempotency-Key`; read `c.var.idempotency`. */
export function idempotent() {
  const middleware = required()
  // What hono-openapi reads off a middleware: the header is documented wherever it is required.
  Object.assign(middleware, describeRoute(DESCRIBED))
  return middleware
}

const DESCRIBED = {
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header' as const,
      required: true,
      description: 'A new random value for each new thing; the same again makes no second one.',
      schema: { type: 'string' as const, maxLength: limits.IDEMPOTENCY_KEY_MAX },
    },
  ],
}

const required = () =>
  createMiddleware<{ Variables: Asking['Variables'] & { idempotency: Idempotency } }>(
    async function idempotent(c, next) {
      const key = c.req.header('idempotency-key')
      if (key === undefined) {
        throw new ProblemError(
          'idempotency-key-missing',
          'Send an Idempotency-Key header: a new random one for each new thing.',
        )
      }
      if (!KEY.test(key)) {
        const errors = [
          {
            path: 'header.idempotency-key',
            detail: `must be 1 to ${limits.IDEMPOTENCY_KEY_MAX} visible ASCII characters`,
          },
        ]
        throw new ProblemError('invalid', 'The Idempotency-Key cannot be used.', { errors })
      }
      const hash = createHash('sha256')
        .update(c.req.path)
        .update('\n')
        .update(await c.req.text())
      c.set('idempotency', { idempotencyKey: key, idempotencyHash: hash.digest('hex') })
      await next()
    },
  )

/**
 * The id of what `member` made with this key before, if they did.
 * @throws ProblemError `idempotency-key-reused` for another body
 */
export async function madeBefore(
  db: Kysely<Tables>,
  table: WrittenType | 'report' | 'preview' | 'previewComment',
  { community, id }: Asker,
  { idempotencyKey, idempotencyHash }: Idempotency,
): Promise<string | undefined> {
  const row = await db
    // The tables have these columns alike; the types follow one of them.
    .selectFrom(table as 'story')
    .select(['id', 'idempotencyHash'])
    .where('community', '=', community)
    .where('author', '=', id)
    .where('idempotencyKey', '=', idempotencyKey)
    .executeTakeFirst()
  if (row && row.idempotencyHash !== idempotencyHash) {
    throw new ProblemError('idempotency-key-reused', 'Make a new Idempotency-Key for something new.')
  }
  return row?.id
}
