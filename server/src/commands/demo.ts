/** `vlinder demo`: the made-up community. */
import { parseArgs } from 'node:util'
import { communityRow } from '../communities/queries.ts'
import { readConfig } from '../config.ts'
import { COMMUNITY, CONTENT } from '../demo/community.ts'
import { moved, newestIn, weeksBetween } from '../demo/dates.ts'
import { reloading } from '../demo/reload.ts'
import { importFiles } from '../import/import.ts'
import { startServer } from '../serve.ts'
import { openStorage, type Storage } from '../storage/storage.ts'

const HELP = `vlinder demo

Serves a made-up community of care organisations. Made on first start, in DATABASE_URL (default data/demo.db), as if it
happened lately; what you write is kept. PORT and HOST as for serve.

Who is asking is for a host to say, as always: in a checkout, "npx -y pnpm@12 start" starts an intranet with this
community inside, where you can look as any of its members. Else "vlinder token" signs for one of them.
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
  await startServer(storage, config, process.env.VLINDER_RELOAD ? reloading() : undefined)
  process.stdout.write(
    `The demo community is served at http://localhost:${config.port} (kept in ${config.databaseUrl}). Stop with Ctrl-C.\n`,
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
