/**
 * The list of patterns, as facilitators change it. It stands with its community, of which it is a small part that everybody
 * reads. A pattern is retired, never removed: stories keep those that they carry.
 */
import { isDeepStrictEqual } from 'node:util'
import { limits, type NewPattern, type Pattern, type PatternChange, type PatternOne } from '@vlinder/contract'
import { communityRow } from '../communities/queries.ts'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { type Action, mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import { fold } from '../storage/fold.ts'
import type { Storage } from '../storage/storage.ts'

/**
 * Adds a pattern after those that are offered.
 * @throws ProblemError `conflict` when `id` stands for another one or there is no room, `invalid` for a name that is taken
 */
export const addPattern = (storage: Storage, member: Asker, id: string, words: NewPattern) =>
  keepList(storage, member, 'pattern:write', id, (all, known) => {
    const pattern = toPattern({ id, ...words })
    if (isDeepStrictEqual(known, pattern)) return all
    if (known) throw new ProblemError('conflict', 'There is a pattern with this id already: change that one.')
    if (all.length >= limits.COMMUNITY_TOPICS_MAX)
      throw new ProblemError('conflict', `The community has ${all.length} patterns already.`)
    return [...all, pattern]
  })

/**
 * Changes what a pattern says, where it stands, or whether it is offered.
 * @throws ProblemError `not-found`, or `invalid` for a name that is taken or a place that is not there
 */
export const changePattern = (
  storage: Storage,
  member: Asker,
  id: string,
  { before, ...change }: PatternChange,
) =>
  keepList(storage, member, 'pattern:change', id, (all, known) => {
    if (!known) throw new ProblemError('not-found', 'There is no such pattern in this community.')
    const next = toPattern({ ...known, ...change })
    const list = all.map((one) => (one === known ? next : one))
    return before === undefined ? list : moved(list, next, before)
  })

async function keepList(
  storage: Storage,
  member: Asker,
  action: Action,
  id: string,
  change: (all: Pattern[], known: Pattern | undefined) => Pattern[],
): Promise<PatternOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    mustBeAble(member, action, { community })
    const all: Pattern[] = JSON.parse((await communityRow(db, community))!.patterns)
    const known = withId(all, id)
    const next = offeredFirst(change(all, known))
    const item = withId(next, id)!
    if (isDeepStrictEqual(next, all)) return { item, mine: {} }
    if (item.name !== known?.name) mustBeOnlyOne(next, item)
    await db
      .updateTable('community')
      .set({ patterns: JSON.stringify(next), patternsEdited: new Date().toISOString() })
      .where('id', '=', community)
      .execute()
    await changed(db, community, { type: 'community', id: community, action: 'changed' })
    return { item, mine: {} }
  })
}

const withId = (all: readonly Pattern[], id: string) => all.find((one) => one.id === id)

/** In the order in which an import reads it; what is empty is not there. */
const toPattern = ({ id, name, explanation, advice, retired }: { id: string } & PatternChange): Pattern => ({
  id,
  name: name!,
  ...(explanation != null && { explanation }),
  ...(advice != null && { advice }),
  ...(retired && { retired }),
})

const offeredFirst = (all: Pattern[]) => [
  ...all.filter(({ retired }) => !retired),
  ...all.filter(({ retired }) => retired),
]

function moved(all: Pattern[], one: Pattern, before: string | null): Pattern[] {
  if (before === one.id) return all
  const others = all.filter((other) => other !== one)
  const at = before === null ? others.length : others.findIndex(({ id }) => id === before)
  if (at < 0) throw refused('body.before', 'is not a pattern of this community')
  return others.toSpliced(at, 0, one)
}

/** Nobody could tell two of the same name apart. */
function mustBeOnlyOne(all: readonly Pattern[], { id, name }: Pattern): void {
  if (all.some((one) => one.id !== id && fold(one.name) === fold(name)))
    throw refused('body.name', 'is the name of another pattern')
}

const refused = (path: string, detail: string) =>
  new ProblemError('invalid', `${path} ${detail}`, { errors: [{ path, detail }] })
