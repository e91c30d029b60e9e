/** `vlinder demo`: the made-up community, inside a made-up intranet. */
import { parseArgs } from 'node:util'
import { communityRow } from '../communities/queries.ts'
import { readConfig } from '../config.ts'
import { moved, newestIn, weeksBetween } from '../demo/dates.ts'
import { COMMUNITY, CONTENT, demoPage } from '../demo/page.ts'
import { reloading } from '../demo/reload.ts'
import { developmentSigner } from '../identity/development.ts'
import { importFiles } from '../import/import.ts'
import { startServer } from '../serve.ts'
import { openStorage, type Storage } from '../storage/storage.ts'

const HELP = `vlinder demo

Serves a made-up community of care organisations inside an intranet page, where you can look as any of its members.
Made on first start, in DATABASE_URL (default data/demo.db), as if it
happened lately; what you write is kept. PORT and HOST as for serve.
`

export async function demo(args: string[]): Promise<number | undefined> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' } } })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env }, 'data/demo.db')
  const storage = await openStorage(config.databaseUrl)
  await fill(storage)
  const signer = await developmentSigner(storage, COMMUNITY, {
    audience: config.publicUrl,
    databaseUrl: config.databaseUrl,
  })
  const page = demoPage(storage, signer)
  await startServer(storage, config, process.env.VLINDER_RELOAD ? reloading(page) : page)
  process.stdout.write(
    `The demo is at http://localhost:${config.port} (kept in ${config.databaseUrl}). Stop with Ctrl-C.\n`,
  )
  return undefined
}

/** Imports the community if it is not there yet, or not whole; what happened in it then happened lately. */
async function fill(storage: Storage): Promise<void> {
  const stories = storage.db.selectFrom('reaction').select('at').where('community', '=', COMMUNITY).limit(1)
  if ((await communityRow(storage.db, COMMUNITY)) && (await stories.executeTakeFirst())) return
  process.stdout.write('Making the demo community ...\n')
  const weeks = weeksBetween(await newestIn(CONTENT), new Date().toISOString())
  await importFiles(storage, CONTENT, {
    change: (record) => moved(record, weeks),
    onSaid: ({ file, line, reason }) => process.stderr.write(`${file}:${line}: ${reason}\n`),
  })
}
