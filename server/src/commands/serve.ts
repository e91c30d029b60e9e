/** `vlinder serve` */
import { parseArgs } from 'node:util'
import { readConfig, VARIABLES } from '../config.ts'
import { startServer } from '../serve.ts'
import { openStorage } from '../storage/storage.ts'

const HELP = `vlinder serve

Serves the communities in the database. Set by environment:

${VARIABLES.map(([name, fallback, meaning]) => `  ${name.padEnd(25)}${meaning} (default ${fallback})`).join('\n')}
`

export async function serve(args: string[]): Promise<number | undefined> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' } } })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const config = readConfig()
  await startServer(await openStorage(config.databaseUrl), config)
  process.stdout.write(`Vlinder serves at ${config.publicUrl} (${config.databaseUrl}). Stop with Ctrl-C.\n`)
  return undefined
}
