/** The search index: kept in the same transaction as what it indexes. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Language } from '../text/language.ts'
import { blockOf, DOCUMENT_BYTES, packed, placeOf, TERM_BYTES, withEntry } from './blocks.ts'
import { type Contents, type Counts, contentsOf } from './document.ts'

/** In the order of the index. */
export const ENTRY_TYPES = ['story', 'question', 'member'] as const
export type EntryType = (typeof ENTRY_TYPES)[number]
/** Those that members wrote, and that are suggested. */
export const WRITTEN_TYPES = ['story', 'question'] as const satisfies EntryType[]

interface Entry {
  community: string
  type: EntryType
  id: string
  /** Its language, where its words do not tell. */
  language: Language
  /** Of a member: their name. */
  title: string
  /** Everything else its author wrote, in plain text. */
  body: string
  /** What others answered, in plain text. */
  answers?: string
}

/** What is stored of a document to tell what a change changes. */
interface Kept {
  terms: Record<string, Counts>
  words: string[]
}

/** Puts a document into the index, in place of what stood there of it. */
export async function indexEntry(db: Kysely<Tables>, entry: Entry): Promise<void> {
  const { community, type, id, language, title, body, answers = '' } = entry
  const contents = contentsOf({ title, body, answers }, language, type === 'member')
  const terms = JSON.stringify(Object.fromEntries(contents.terms))
  const words = JSON.stringify([...contents.words])
  const before = await kept(db, community, type, id)
  if (before) {
    await db.updateTable('searchEntry').set({ terms, words }).where('row', '=', before.row).execute()
    return write(db, community, before.row, type, before, contents)
  }
  const { row } = await db
    .insertInto('searchEntry')
    .values({ community, type, id, terms, words })
    .returning('row')
    .executeTakeFirstOrThrow()
  return write(db, community, row, type, { terms: {}, words: [] }, contents)
}

export async function dropEntry(
  db: Kysely<Tables>,
  community: string,
  type: EntryType,
  id: string,
): Promise<void> {
  const before = await kept(db, community, type, id)
  if (!before) return
  await db.deleteFrom('searchEntry').where('row', '=', before.row).execute()
  await write(db, community, before.row, type, before, undefined)
}

async function kept(
  db: Kysely<Tables>,
  community: string,
  type: EntryType,
  id: string,
): Promise<(Kept & { row: number }) | undefined> {
  const found = await db
    .selectFrom('searchEntry')
    .select(['row', 'terms', 'words'])
    .where('community', '=', community)
    .where('type', '=', type)
    .where('id', '=', id)
    .executeTakeFirst()
  return found && { row: found.row, terms: JSON.parse(found.terms), words: JSON.parse(found.words) }
}

/** Writes what differs between what the index has of a document and what it shall have. */
async function write(
  db: Kysely<Tables>,
  community: string,
  row: number,
  type: EntryType,
  before: Kept,
  after: Contents | undefined,
): Promise<void> {
  await writeBlock(db, community, row, type, after)
  await writeTerms(
    db,
    community,
    blockOf(row, type === 'member'),
    row,
    before.terms,
    after?.terms ?? new Map(),
  )
  const counted = type === 'member' ? 'members' : 'documents'
  await writeWords(db, community, counted, new Set(before.words), after?.words ?? new Set())
}

async function writeBlock(
  db: Kysely<Tables>,
  community: string,
  row: number,
  type: EntryType,
  after: Contents | undefined,
): Promise<void> {
  const block = blockOf(row, type === 'member')
  const found = await db
    .selectFrom('searchBlock')
    .select('data')
    .where('community', '=', community)
    .where('block', '=', block)
    .executeTakeFirst()
  const entry = after && [ENTRY_TYPES.indexOf(type), ...packed(after.lengths)]
  const data = withEntry(found?.data ?? new Uint8Array(), DOCUMENT_BYTES, placeOf(row), entry)
  await db
    .insertInto('searchBlock')
    .values({ community, block, data })
    .onConflict((conflict) => conflict.columns(['community', 'block']).doUpdateSet({ data }))
    .execute()
}

async function writeTerms(
  db: Kysely<Tables>,
  community: string,
  block: number,
  row: number,
  before: Record<string, Counts>,
  after: Map<string, Counts>,
): Promise<void> {
  const changed = [...new Set([...Object.keys(before), ...after.keys()])].filter(
    (term) => String(before[term]) !== String(after.get(term)),
  )
  if (changed.length === 0) return
  const rows = await db
    .selectFrom('searchTerm')
    .select(['term', 'data'])
    .where('community', '=', community)
    .where('block', '=', block)
    .where('term', 'in', anyOf(changed))
    .execute()
  const stored = new Map(rows.map(({ term, data }) => [term, data]))
  const next = changed.map((term) => ({
    term,
    data: withEntry(stored.get(term) ?? new Uint8Array(), TERM_BYTES, placeOf(row), after.get(term)),
  }))
  for (const { term, data } of next) {
    if (data.length > 0)
      await sql`insert into search_term (community, block, term, data) values (${community}, ${block}, ${term}, ${data})
        on conflict do update set data = excluded.data`.execute(db)
    else
      await sql`delete from search_term where community = ${community} and block = ${block} and term = ${term}`.execute(
        db,
      )
  }
}

async function writeWords(
  db: Kysely<Tables>,
  community: string,
  counted: 'documents' | 'members',
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): Promise<void> {
  for (const word of [...after].filter((word) => !before.has(word)))
    await sql`insert into search_word (community, word, backwards, documents, members)
      values (${community}, ${word}, ${reversed(word)}, ${Number(counted === 'documents')}, ${Number(counted === 'members')})
      on conflict do update set documents = documents + excluded.documents, members = members + excluded.members`.execute(
      db,
    )
  const gone = [...before].filter((word) => !after.has(word))
  if (gone.length === 0) return
  await db
    .updateTable('searchWord')
    .set(({ eb }) => ({ [counted]: eb(counted, '-', 1) }))
    .where('community', '=', community)
    .where('word', 'in', anyOf(gone))
    .execute()
  await db
    .deleteFrom('searchWord')
    .where('community', '=', community)
    .where('word', 'in', anyOf(gone))
    .where('documents', '<=', 0)
    .where('members', '<=', 0)
    .execute()
}

/** A list of any length as one parameter. */
export const anyOf = <T extends string | number>(values: readonly T[]) =>
  sql<T>`(select value from json_each(${JSON.stringify(values)}))`

export const reversed = (word: string): string => [...word].reverse().join('')
