/** `vlinder token`: an assertion to try the API with, signed by a key of this server's own. */
import { parseArgs } from 'node:util'
import { limits } from '@vlinder/contract'
import { appendCommand } from '../audit/append.ts'
import { readConfig } from '../config.ts'
import { developmentSigner } from '../identity/development.ts'
import { StartError } from '../start-error.ts'
import { openStorage } from '../storage/storage.ts'

const HELP = `vlinder token <community> <member id> [--role facilitator] [--ttl 600]

Prints an assertion for a member, for development. Its lifetime is in seconds, 600 at most.
`

export async function token(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { help: { type: 'boolean' }, role: { type: 'string' }, ttl: { type: 'string', default: '600' } },
    allowPositionals: true,
  })
  const [community, id, ...rest] = positionals
  if (values.help || !community || !id || rest.length > 0) {
    ;(values.help ? process.stdout : process.stderr).write(HELP)
    return values.help ? 0 : 2
  }
  const ttl = Number(values.ttl)
  if (!Number.isInteger(ttl) || ttl < 1 || ttl > limits.ASSERTION_LIFETIME_S) {
    throw new StartError(`--ttl must be a number of seconds from 1 to ${limits.ASSERTION_LIFETIME_S}.`)
  }
  if (values.role !== undefined && values.role !== 'facilitator')
    throw new StartError('--role must be facilitator.')
  const config = readConfig()
  const storage = await openStorage(config.databaseUrl)
  try {
    const member = await storage.db
      .selectFrom('member')
      .select(['id', 'name', 'role'])
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!member) throw new StartError(`There is no member "${id}" in "${community}".`)
    const signer = await developmentSigner(storage, community, {
      audience: config.publicUrl,
      databaseUrl: config.databaseUrl,
    })
    await storage.transaction((db) =>
      appendCommand(db, community, { action: 'token:mint', type: 'member', object: id }),
    )
    const role = values.role === 'facilitator' ? 'facilitator' : 'member'
    process.stdout.write(`${await signer.sign(member, { role, ttl })}\n`)
    return 0
  } finally {
    await storage.close()
  }
}
