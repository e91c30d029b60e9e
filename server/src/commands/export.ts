/** `vlinder export`: a whole community as JSON Lines, for another server or for safe keeping. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { appendCommand } from '../audit/append.ts'
import { communityRow } from '../communities/queries.ts'
import { readConfig } from '../config.ts'
import { exported } from '../export/export.ts'
import { StartError } from '../start-error.ts'
import { openStorage, type Storage } from '../storage/storage.ts'

const HELP = `vlinder export <community> [--out <file>]

Writes everything in a community as JSON Lines, in the format that "vlinder import" reads: to standard output, or to a file,
gzipped when its name ends in .gz. It is the community as it was at one moment; members can go on meanwhile. Issuers, keys,
drafts and the audit log are not in it. It holds names, e-mail addresses and photos: keep it as safe as the database.
`

export async function exportCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { help: { type: 'boolean' }, out: { type: 'string' } },
    allowPositionals: true,
  })
  const [community, ...rest] = positionals
  if (values.help || !community || rest.length > 0) {
    ;(values.help ? process.stdout : process.stderr).write(HELP)
    return values.help ? 0 : 2
  }
  const storage = await openStorage(readConfig().databaseUrl)
  try {
    if (!(await communityRow(storage.db, community)))
      throw new StartError(`There is no community "${community}".`)
    await storage.transaction((db) =>
      appendCommand(db, community, { action: 'export', type: 'community', object: community }),
    )
    const lines = asOfNow(storage, community)
    if (values.out === undefined) await print(lines)
    else process.stderr.write(`Exported ${await save(lines, values.out)} records to ${values.out}.\n`)
    return 0
  } finally {
    await storage.close()
  }
}

/** One moment of the database, whatever is written meanwhile: a reading transaction keeps nobody from writing. */
async function* asOfNow({ db }: Storage, community: string): AsyncGenerator<string> {
  await sql`begin`.execute(db)
  try {
    for await (const record of exported(db, community)) yield `${JSON.stringify(record)}\n`
  } finally {
    await sql`rollback`.execute(db)
  }
}

async function print(lines: AsyncIterable<string>): Promise<void> {
  for await (const line of lines) if (!process.stdout.write(line)) await once(process.stdout, 'drain')
}

/** Half an export must not look like a whole one: it gets its name once it is there. */
async function save(lines: AsyncIterable<string>, file: string): Promise<number> {
  const part = `${file}.part`
  let records = 0
  const counted = Readable.from(lines).on('data', () => records++)
  const to = createWriteStream(part, { mode: 0o600 })
  try {
    if (file.endsWith('.gz')) await pipeline(counted, createGzip(), to)
    else await pipeline(counted, to)
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw new StartError(`${file} could not be written: ${error instanceof Error ? error.message : error}`)
  }
  return records
}
