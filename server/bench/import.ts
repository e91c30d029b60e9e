/**
 * How fast an import is, and how much memory it takes: writes a file of N records (default 50,000; half of them HTML),
 * imports it into a new database twice, and prints rows a second and peak memory as one line of JSON each.
 *
 *   node server/bench/import.ts [rows]
 */
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { importFiles } from '../src/import/import.ts'
import { openStorage } from '../src/storage/storage.ts'

const MEMBERS = 100
const TALE =
  'We began with **two teams** and a list.\n\n- what we wanted\n- what came of it\n\nThen the [planning](https://a.nl/b) changed, and nobody knew who would tell the others. '
const HTML =
  '<p>We began with <b>two teams</b> and a list.</p><ul><li>what we wanted</li><li>what came of it</li></ul><p>Then the <a href="https://a.nl/b">planning</a> changed.</p>'

function* records(rows: number): Generator<object> {
  const of = { community: 'bench' }
  yield { type: 'community', id: 'bench', name: 'Bench', goal: 'To know how fast it is', languages: ['en'] }
  for (let i = 0; i < MEMBERS; i++) yield { type: 'member', ...of, id: `m${i}`, name: `Member ${i}` }
  for (let i = MEMBERS + 1; i < rows; i++) {
    const said = {
      ...of,
      author: `m${i % MEMBERS}`,
      at: new Date(Date.UTC(2020, 0, 1, 0, i)).toISOString(),
      // No two texts are the same, or remembering one would look like speed.
      ...(i % 2
        ? { body: `${TALE.repeat(4)}${i}` }
        : { body: `${HTML.repeat(4)}<p>${i}</p>`, format: 'html' }),
    }
    const parent = i - (i % 10)
    if (i % 10 === 0)
      yield { type: 'story', ...said, id: `s${i}`, kind: 'failure', title: `Story ${i}`, topics: ['t'] }
    else if (i % 10 === 1) yield { type: 'question', ...said, id: `q${parent}`, title: `Question ${i}` }
    else if (parent <= MEMBERS) yield { type: 'member', ...of, id: `m${i}`, name: `Member ${i}` }
    else if (i % 10 < 6) yield { type: 'answer', ...said, id: `a${i}`, question: `q${parent}` }
    else yield { type: 'comment', ...said, id: `c${i}`, on: `story:s${parent}` }
  }
}

const rows = Number(process.argv[2] ?? 50_000)
const folder = mkdtempSync(join(tmpdir(), 'vlinder-bench-'))
try {
  const file = join(folder, 'rows.jsonl')
  const lines = records(rows).map((record) => `${JSON.stringify(record)}\n`)
  await pipeline(Readable.from(lines), createWriteStream(file))
  const storage = await openStorage(join(folder, 'bench.db'))
  for (const run of ['first', 'again']) {
    const start = performance.now()
    const { said } = await importFiles(storage, [file])
    const seconds = (performance.now() - start) / 1000
    const result = {
      run,
      rows,
      rejected: said.rejected,
      megabytes: Math.round(statSync(file).size / 1e6),
      rowsPerSecond: Math.round(rows / seconds),
      // Of the whole process so far, as the system counts it.
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
  await storage.close()
} finally {
  rmSync(folder, { recursive: true })
}
