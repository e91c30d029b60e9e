/** Whom each text names: kept beside it, so that a page of texts need not look up each name, and that they can be told. */
import type { WrittenType } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { mentionedIn, type Named } from '../text/mentions.ts'

interface Written {
  community: string
  type: WrittenType
  id: string
  author: string
  /** When these words were written. */
  at: string
}

/** Keeps whom a text names, in the transaction of its write: members of its community only. Who was named before stays so since then. */
export async function keepMentions(
  db: Kysely<Tables>,
  { community, type, id, author, at }: Written,
  texts: readonly string[],
): Promise<void> {
  const ids = mentionedIn(texts)
  await db
    .deleteFrom('mention')
    .where('community', '=', community)
    .where('onType', '=', type)
    .where('onId', '=', id)
    .$if(ids.length > 0, (q) => q.where('member', 'not in', ids))
    .execute()
  if (ids.length === 0) return
  await db
    .insertInto('mention')
    .columns(['community', 'onType', 'onId', 'member', 'author', 'at'])
    .expression(
      db
        .selectFrom('member')
        .select([
          'community',
          sql<WrittenType>`${type}`.as('onType'),
          sql<string>`${id}`.as('onId'),
          'id as member',
          sql<string>`${author}`.as('author'),
          sql<string>`${at}`.as('at'),
        ])
        .where('community', '=', community)
        .where('id', 'in', ids),
    )
    .onConflict((conflict) =>
      conflict.columns(['community', 'onType', 'onId', 'member']).doUpdateSet({ author }),
    )
    .execute()
}

/** Whom the row in `table` names, as JSON, beside its other columns. */
export const namedIn = (table: WrittenType) =>
  sql<string>`(select json_group_array(json_array(p.id, p.name, p.active))
    from mention m join member p on p.community = m.community and p.id = m.member
    where m.community = ${sql.ref(`${table}.community`)} and m.on_type = ${table}
    and m.on_id = ${sql.ref(`${table}.id`)})`.as('named')

export const toNamed = (json: string): Named =>
  new Map(
    (JSON.parse(json) as [string, string, number][]).map(([id, name, active]) => [
      id,
      { name, active: active === 1 },
    ]),
  )

/** Whom a text names that nobody has written yet. */
export async function namedBy(db: Kysely<Tables>, community: string, text: string): Promise<Named> {
  const ids = mentionedIn([text])
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name', 'active'])
    .where('community', '=', community)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name, active }) => [id, { name, active: active === 1 }]))
}
