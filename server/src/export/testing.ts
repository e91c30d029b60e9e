/** For tests: a community as lines, and a server that has imported them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importFiles, type Said } from '../import/import.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { exported } from './export.ts'

export const linesOf = async ({ db }: Storage, id = 'zorg') =>
  (await Array.fromAsync(exported(db, id))).map((record) => JSON.stringify(record))

/** Imports `lines`; gives what was said about them. */
export async function importLines(storage: Storage, lines: readonly string[]): Promise<Said[]> {
  const folder = mkdtempSync(join(tmpdir(), 'export-'))
  try {
    const file = join(folder, 'zorg.jsonl')
    writeFileSync(file, lines.join('\n'))
    const said: Said[] = []
    await importFiles(storage, [file], { onSaid: (one) => said.push(one) })
    return said
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const emptyServer = () => openStorage(':memory:')
