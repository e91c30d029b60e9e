/** Reads the data, and brings it into a database as an import does. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importFiles } from '../../src/import/import.ts'
import type { Storage } from '../../src/storage/storage.ts'

function readText(file: string): string {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

const lines = (file: string) =>
  readText(file)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

export const jsonLines = <T>(file: string): T[] => lines(file).map((line) => JSON.parse(line) as T)

/** Rows of a table with a head, which is left out. */
export const tableRows = (file: string): string[][] =>
  lines(file)
    .slice(1)
    .map((line) => line.split('\t'))

/** `rows` as judgements: for each query what is right, and how much so. */
export function judgements(
  rows: readonly string[][],
  of: (row: string[]) => [query: string, right: string, grade: number],
): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const [query, right, grade] = of(row)
    const grades = all.get(query) ?? new Map<string, number>()
    all.set(query, grades.set(right, grade))
  }
  return all
}

export interface Imported {
  storage: Storage
  /** A folder for the lines that are imported. */
  folder: string
  /** Lines that were refused so far: texts that are too long, and the like. */
  refused: number
}

/** Shows figures as soon as they are there. */
export type Print = (figures: Record<string, number>) => void

export async function importRecords(into: Imported, records: readonly object[]): Promise<void> {
  if (records.length === 0) return
  const file = join(into.folder, 'lines.jsonl')
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  const { said } = await importFiles(into.storage, [file])
  into.refused += said.rejected
}

export const communityRecord = (id: string, language: string): object => ({
  type: 'community',
  id,
  name: id,
  goal: 'To know how good the search is',
  languages: [language],
})

export const memberRecords = (community: string, ids: Iterable<string>): object[] =>
  [...new Set(ids)].map((id) => ({ type: 'member', community, id, name: id }))

/** Nobody in particular, who asks. */
export const asker = (community: string) => ({ community, id: '', role: 'member' }) as const
