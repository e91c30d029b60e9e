/** `vlinder import`: communities, members and what they shared, from JSON Lines. */
import { accessSync, constants, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { type ImportReport, importFiles, type Said } from '../import/import.ts'
import { UnreadableFile } from '../import/lines.ts'
import { progressBar } from '../import/progress.ts'
import { openStorage } from '../storage/storage.ts'

const HELP = `vlinder import <file>...

Reads JSON Lines (also gzipped, .gz): one record a line, see docs/importing.md. Running it again updates what it made.
Lines that are rejected are listed, and the others kept.

Exit code: 0 all is in, 1 some lines were rejected, 2 a file could not be read,
130 stopped by Ctrl-C.
`

/** Exit codes, as shells expect them. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 }

export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args,
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help || files.length === 0) {
    ;(values.help ? process.stdout : process.stderr).write(HELP)
    return values.help ? 0 : 2
  }
  const unreadable = files.map(whyUnreadable).filter((why) => why !== undefined)
  if (unreadable.length > 0) {
    process.stderr.write(`${unreadable.join('\n')}\nNothing was imported.\n`)
    return 2
  }
  const storage = await openStorage(readConfig().databaseUrl)
  const bar = progressBar(process.stderr)
  const stop = new AbortController()
  // Once: a second Ctrl-C ends it at once, and the batch under way is not kept.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(STOPPED[signal]))
  try {
    const onSaid = (said: Said) => {
      bar.clear()
      process.stderr.write(sentence(said))
    }
    const report = await importFiles(storage, files, {
      onProgress: bar.show,
      onSaid,
      signal: stop.signal,
    })
    bar.clear()
    process.stdout.write(summary(report))
    if (report.stopped) {
      process.stderr.write('Stopped before the end. What is imported is kept; run it again for the rest.\n')
      return stop.signal.reason
    }
    return report.said.rejected > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    bar.clear()
    process.stderr.write(`${error.message}. What came before is kept; run it again with a whole file.\n`)
    return 2
  } finally {
    await storage.close()
  }
}

function whyUnreadable(file: string): string | undefined {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile() ? undefined : `${file} is not a file.`
  } catch {
    return `${file} cannot be read: it is not there, or not for you to read.`
  }
}

const sentence = ({ outcome, file, line, reason }: Said): string =>
  `${file}:${line}: ${outcome === 'rejected' ? 'rejected: ' : ''}${reason}\n`

function summary({ written, said }: ImportReport): string {
  const counts = Object.entries(written).map(([type, count]) => `${count} ${type}`)
  const kept = said.kept > 0 ? ` Kept ${said.kept} that were edited here.` : ''
  return `Imported: ${counts.join(', ') || 'nothing'}. Rejected: ${said.rejected}.${kept}\n`
}
