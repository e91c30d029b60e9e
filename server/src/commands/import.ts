/** `vlinder import`: communities, members and what they shared, from JSON Lines. */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { type ImportReport, importAll } from '../import/import.ts'
import { progressBar } from '../import/progress.ts'
import { StartError } from '../start-error.ts'
import { openStorage } from '../storage/storage.ts'

const HELP = `vlinder import <file>...

Reads JSON Lines (also gzipped): one record a line, see docs/importing.md. Running it again updates what it made.
Rejected lines are listed and the others kept; the exit code is then 1.
`

export async function importFiles(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args,
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help || files.length === 0) {
    ;(values.help ? process.stdout : process.stderr).write(HELP)
    return values.help ? 0 : 2
  }
  for (const file of files) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      throw new StartError(`There is no file ${file}. Nothing was imported.`)
  }
  const storage = await openStorage(readConfig().databaseUrl)
  try {
    const bar = progressBar(process.stderr)
    const report = await importAll(storage, files, bar.show)
    bar.end()
    print(report)
    return report.rejected.length > 0 ? 1 : 0
  } finally {
    await storage.close()
  }
}

function print({ counts, rejected, kept, notes }: ImportReport): void {
  for (const { file, line, reason } of rejected) process.stderr.write(`${file}:${line} rejected: ${reason}\n`)
  for (const { file, line, reason } of [...kept, ...notes])
    process.stderr.write(`${file}:${line} ${reason}\n`)
  const imported = Object.entries(counts).map(([type, count]) => `${count} ${type}`)
  process.stdout.write(`Imported ${imported.join(', ') || 'nothing'}. Rejected ${rejected.length} lines.\n`)
}
