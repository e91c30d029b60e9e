/**
 * Import: streams files of the import format into the database, a batch of lines a transaction. Good lines are kept,
 * bad ones reported; running it again updates what it made.
 */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Transaction } from 'kysely'
import * as v from 'valibot'
import { ProblemError } from '../http/problem.ts'
import { recount } from '../questions/answers.ts'
import { indexQuestion } from '../questions/derived.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { recountStory } from './counts.ts'
import { type Line, linesOf } from './lines.ts'
import { RECORDS, type RecordType } from './records.ts'
import { type Place, Rejection, WRITERS, type Writing } from './writers.ts'

/** Lines a transaction: enough to write fast, few enough to let members write in between. */
const BATCH = 500

interface Said extends Place {
  reason: string
}

export interface ImportReport {
  /** Records written, by type. */
  counts: Partial<Record<RecordType, number>>
  rejected: Said[]
  /** Records left alone, because they were edited here since. */
  kept: Said[]
  /** What was left out of a record that was kept otherwise. */
  notes: Said[]
}

/** Imports `files` in order. `onProgress` hears how many of all bytes are done. */
export async function importAll(
  storage: Storage,
  files: string[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ImportReport> {
  const report: ImportReport = { counts: {}, rejected: [], kept: [], notes: [] }
  const sizes = files.map((file) => statSync(file).size)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let before = 0
  for (const [i, file] of files.entries()) {
    let batch: Line[] = []
    const flush = async () => {
      await importBatch(storage, file, batch, report)
      // A gzipped file's own size is not that of its lines; the bar then waits at the end of the file.
      onProgress(before + Math.min(batch.at(-1)?.end ?? 0, sizes[i]!), total)
      batch = []
    }
    for await (const line of linesOf(file)) {
      batch.push(line)
      if (batch.length === BATCH) await flush()
    }
    if (batch.length > 0) await flush()
    before += sizes[i]!
  }
  onProgress(total, total)
  return report
}

async function importBatch(
  storage: Storage,
  file: string,
  lines: Line[],
  report: ImportReport,
): Promise<void> {
  await storage.transaction(async (db) => {
    const touched = {
      stories: new Map<string, [string, string]>(),
      questions: new Map<string, [string, string]>(),
    }
    for (const line of lines) await importLine(db, file, line, report, touched)
    // Counters and index entries once for each story and question, however many lines touched it.
    for (const [community, id] of touched.stories.values()) await recountStory(db, community, id)
    for (const [community, id] of touched.questions.values()) {
      await recount(db, community, id)
      await indexQuestion(db, community, id)
    }
  })
}

async function importLine(
  db: Transaction<Tables>,
  file: string,
  line: Line,
  report: ImportReport,
  touched: Writing['touched'],
): Promise<void> {
  const place = { file, line: line.number }
  try {
    if (line.text === undefined) throw new Rejection(line.problem ?? 'cannot be read')
    const record = parse(line.text)
    const writing: Writing = {
      db,
      touched,
      folder: dirname(file),
      note: (reason) => report.notes.push({ ...place, reason }),
    }
    const kept = await WRITERS[record.type](writing, record as never)
    if (kept) report.kept.push({ ...place, reason: kept })
    else report.counts[record.type] = (report.counts[record.type] ?? 0) + 1
  } catch (error) {
    if (!(error instanceof Rejection || error instanceof ProblemError)) throw error
    report.rejected.push({ ...place, reason: error.message })
  }
}

/** @throws Rejection naming the field */
function parse(text: string): { type: RecordType } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Rejection('is not JSON')
  }
  const type = (value as { type?: unknown } | null)?.type
  if (typeof type !== 'string' || !Object.hasOwn(RECORDS, type)) {
    throw new Rejection(`type must be one of ${Object.keys(RECORDS).join(', ')}`)
  }
  const result = v.safeParse(RECORDS[type as RecordType], value)
  if (!result.success) throw new Rejection(result.issues.slice(0, 3).map(sentence).join('; '))
  return result.output
}

function sentence(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'the record'
  if (issue.type === 'strict_object')
    return `${path} ${issue.expected === 'never' ? 'is not known here' : 'is missing'}`
  return `${path} ${issue.message.startsWith('Invalid') ? `must be ${issue.expected ?? 'something else'}` : issue.message}`
}
