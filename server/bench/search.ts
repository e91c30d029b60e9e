/**
 * How good the search is, how fast and how large: brings sets of judged questions in through the import, asks the
 * functions behind the endpoints, and prints what docs/search-quality.md tells. The data is not part of the project.
 *
 *   node server/bench/search.ts --data <folder> [--only library,semeval,slicer]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openStorage, type Storage } from '../src/storage/storage.ts'
import type { Imported } from './search/data.ts'
import { library } from './search/library.ts'
import { semeval } from './search/semeval.ts'
import { slicer } from './search/slicer.ts'
import { stems } from './search/stems.ts'

const SETS = { library, semeval, slicer }

async function indexMegabytes({ db }: Storage): Promise<Record<string, number>> {
  const { rows } = await sql<{ bytes: number; index: number }>`
    select sum(pgsize) as bytes, sum(iif(name like 'search_%', pgsize, 0)) as "index" from dbstat`.execute(db)
  const [{ bytes, index } = { bytes: 0, index: 0 }] = rows
  return { 'index, MB': index / 1e6, 'the whole database, MB': bytes / 1e6 }
}

const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } })
if (values.data === undefined) {
  console.error('Say where the data is: pnpm bench:search --data <folder>')
  process.exit(2)
}
const only = values.only?.split(',')
const print = (figures: Record<string, number>) => {
  for (const [name, figure] of Object.entries(figures))
    console.log(
      `${name.padEnd(52)} ${Number.isInteger(figure) ? figure : figure.toFixed(figure < 2 ? 4 : 2)}`,
    )
}

print(stems(values.data))
for (const [name, measure] of Object.entries(SETS)) {
  if (only && !only.includes(name)) continue
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-search-'))
  try {
    const storage = await openStorage(join(folder, 'search.db'))
    const into: Imported = { storage, folder, refused: 0 }
    await measure(values.data, into, print)
    print({ 'lines that the import refused': into.refused, ...(await indexMegabytes(storage)) })
    await storage.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
