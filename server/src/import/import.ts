/**
 * Import: streams files of the import format into the database, a batch of lines a transaction, so that memory does
 * not grow with the file. Good lines are kept, bad ones reported; running it again updates what it made.
 */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import { appendCommand } from '../audit/append.ts'
import { changed } from '../live/changes.ts'
import { indexQuestion, recount } from '../questions/derived.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { recountStory } from './counts.ts'
import { type Line, linesOf } from './lines.ts'
import { parseRecord } from './parse.ts'
import type { ImportRecord, RecordType } from './records.ts'
import { WRITERS } from './writers.ts'
import { Rejection, type Touched, type Writer } from './writing.ts'

/** Lines a transaction: enough to write fast, few enough to let members write in between. */
const BATCH_LINES = 500
/** And bytes a batch: photos as data URLs are long lines. */
const BATCH_BYTES = 16 * 1024 * 1024

/**
 * What is said about a line: `rejected` (nothing of it was kept), `kept` (the record was edited here since, and stays
 * as it is) or `note` (something of it was left out).
 */
export interface Said {
  outcome: 'rejected' | 'kept' | 'note'
  file: string
  /** Counted from 1. */
  line: number
  reason: string
}

export interface ImportReport {
  /** Records written, by type. */
  written: Partial<Record<RecordType, number>>
  /** How many lines were said something about, by outcome. */
  said: Record<Said['outcome'], number>
  /** It was told to stop before the end; what was written by then is whole batches. */
  stopped: boolean
}

export interface ImportOptions {
  /** Hears how many of all bytes are read. */
  onProgress?: (done: number, total: number) => void
  /** Hears about each line that was not simply written, once its batch is kept. */
  onSaid?: (said: Said) => void
  /** Changes what a line says before it is written. */
  change?: <Type extends RecordType>(record: ImportRecord[Type]) => ImportRecord[Type]
  /** Aborting it stops the import between two batches. */
  signal?: AbortSignal
}

/**
 * Imports `files`, in order. What was written before an error stays.
 * @throws UnreadableFile naming the file
 */
export async function importFiles(
  storage: Storage,
  files: readonly string[],
  { onProgress = () => {}, onSaid = () => {}, change = (record) => record, signal }: ImportOptions = {},
): Promise<ImportReport> {
  const report: ImportReport = { written: {}, said: { rejected: 0, kept: 0, note: 0 }, stopped: false }
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const begun = new Set<string>()
  let before = 0
  for (const [i, file] of files.entries()) {
    for await (const batch of batchesOf(linesOf(file))) {
      // A signal of the system is heard between turns.
      await nextTurn()
      if (signal?.aborted) return { ...report, stopped: true }
      for (const said of await importBatch(storage, file, batch, change, report, begun)) {
        report.said[said.outcome]++
        onSaid(said)
      }
      onProgress(before + batch.at(-1)!.read, total)
    }
    before += sizes[i]!
  }
  onProgress(total, total)
  return report
}

async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let batch: Line[] = []
  let bytes = 0
  try {
    for await (const line of lines) {
      batch.push(line)
      bytes += line.text?.length ?? 0
      if (batch.length < BATCH_LINES && bytes < BATCH_BYTES) continue
      yield batch
      batch = []
      bytes = 0
    }
  } catch (error) {
    if (batch.length > 0) yield batch
    throw error
  }
  if (batch.length > 0) yield batch
}

/** Writes a batch, all of it or nothing, and tells what there is to say about its lines. */
async function importBatch(
  storage: Storage,
  file: string,
  lines: Line[],
  change: NonNullable<ImportOptions['change']>,
  { written }: ImportReport,
  begun: Set<string>,
): Promise<Said[]> {
  const said: Said[] = []
  const types: RecordType[] = []
  const communities = new Set<string>()
  await storage.transaction(async (db) => {
    const touched = new Map<string, Touched>()
    const touch = (what: Touched) => touched.set(`${what.type} ${what.community} ${what.id}`, what)
    for (const line of lines) {
      const say = (outcome: Said['outcome'], reason: string) =>
        said.push({ outcome, file, line: line.number, reason })
      const writing = { db, folder: dirname(file), touch, note: (reason: string) => say('note', reason) }
      try {
        if (line.text === undefined) throw new Rejection(line.problem)
        const record = change(parseRecord(line.text))
        const kept = await (WRITERS[record.type] as Writer<RecordType>)(writing, record)
        communities.add('community' in record ? record.community : record.id)
        if (kept) say('kept', kept)
        else types.push(record.type)
      } catch (error) {
        if (!(error instanceof Rejection)) throw error
        say('rejected', error.message)
      }
    }
    // Once for each, however many lines touched it.
    for (const what of touched.values()) await bringUpToDate(db, what)
    for (const community of communities)
      await changed(db, community, { type: 'community', id: community, action: 'changed' })
    // Once for each community and import, with the first that it writes.
    for (const community of communities)
      if (!begun.has(community))
        await appendCommand(db, community, { action: 'import', type: 'community', object: community })
  })
  for (const community of communities) begun.add(community)
  for (const type of types) written[type] = (written[type] ?? 0) + 1
  return said
}

async function bringUpToDate(db: Transaction<Tables>, { type, community, id }: Touched): Promise<void> {
  if (type === 'story') return recountStory(db, community, id)
  await recount(db, community, id)
  await indexQuestion(db, community, id)
}
