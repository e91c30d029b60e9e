/** Members who are asked for something by name. */
import type { Kysely } from 'kysely'
import { ProblemError } from '../http/problem.ts'
import type { Tables } from '../storage/schema.ts'

/**
 * Each must be an active member, and not `owner`. `field` says where in the request somebody stands.
 * @throws ProblemError `invalid`, naming the fields of those who are not
 */
export async function mustBeOthers(
  db: Kysely<Tables>,
  { community, owner }: { community: string; owner: string },
  members: readonly string[],
  field: (member: string) => string,
): Promise<void> {
  if (members.length === 0) return
  const rows = await db
    .selectFrom('member')
    .select('id')
    .where('community', '=', community)
    .where('id', 'in', members)
    .where('active', '=', 1)
    .where('id', '!=', owner)
    .execute()
  const active = new Set(rows.map(({ id }) => id))
  const errors = members.flatMap((member) =>
    active.has(member) ? [] : [{ path: field(member), detail: 'must be another member who is active' }],
  )
  if (errors.length > 0) throw new ProblemError('invalid', 'Not all of them can be asked.', { errors })
}
