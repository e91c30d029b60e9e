/** `vlinder issuer add|list`: who may say who somebody is. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { communityRow } from '../communities/queries.ts'
import { readConfig } from '../config.ts'
import { saveIssuer, toIssuer } from '../identity/issuers.ts'
import { parsePublicKey } from '../identity/keys.ts'
import { StartError } from '../start-error.ts'
import { openStorage, type Storage } from '../storage/storage.ts'

const HELP = `vlinder issuer add <community> --issuer <iss> --key <public key, PEM or JWK file>
                   [--role facilitator=<value in roles>] [--admit all|listed|<claim>=<value>]
vlinder issuer list <community>

Trusts an issuer's signature in a community; adding it again replaces its key, role and admission.
--admit says whom it may bring in: all (default), listed (imported members only), or those with a claim.
`

const OPTIONS = {
  help: { type: 'boolean' },
  issuer: { type: 'string' },
  key: { type: 'string' },
  jwks: { type: 'string' },
  'secret-env': { type: 'string' },
  role: { type: 'string' },
  admit: { type: 'string', default: 'all' },
} as const

export async function issuer(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [action, community, ...rest] = positionals
  if (values.help || (action !== 'add' && action !== 'list') || !community || rest.length > 0) {
    ;(values.help ? process.stdout : process.stderr).write(HELP)
    return values.help ? 0 : 2
  }
  const storage = await openStorage(readConfig().databaseUrl)
  try {
    if (!(await communityRow(storage.db, community)))
      throw new StartError(`There is no community "${community}". Import it first.`)
    await (action === 'add' ? add(storage, community, values) : list(storage, community))
    return 0
  } finally {
    await storage.close()
  }
}

type Values = {
  issuer?: string
  key?: string
  jwks?: string
  'secret-env'?: string
  role?: string
  admit: string
}

async function add(storage: Storage, community: string, values: Values): Promise<void> {
  if (values.jwks !== undefined || values['secret-env'] !== undefined) {
    throw new StartError(
      'JWKS addresses and shared secrets are not supported yet: register a public key with --key.',
    )
  }
  if (!values.issuer) throw new StartError('--issuer is missing: the exact iss of its tokens.')
  if (!values.key) throw new StartError('--key is missing: a file with the public key, PEM or JWK.')
  if (!/^(all|listed|[^=]+=.+)$/.test(values.admit))
    throw new StartError('--admit must be all, listed or <claim>=<value>.')
  const known = {
    issuer: values.issuer,
    keys: [readKey(values.key)],
    roles: roleMap(values.role),
    admit: values.admit,
  }
  await saveIssuer(storage.db, community, known)
  process.stdout.write(
    `${community} trusts ${values.issuer} (${known.keys[0]?.alg}, admits ${values.admit}).\n`,
  )
}

function readKey(file: string) {
  try {
    return parsePublicKey(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new StartError(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function roleMap(role: string | undefined): { facilitator?: string } {
  if (role === undefined) return {}
  const facilitator = /^facilitator=(.+)$/.exec(role)?.[1]
  if (facilitator === undefined)
    throw new StartError("--role must be facilitator=<value in the assertion's roles>.")
  return { facilitator }
}

async function list(storage: Storage, community: string): Promise<void> {
  const rows = await storage.db
    .selectFrom('issuer')
    .selectAll()
    .where('community', '=', community)
    .orderBy('position')
    .execute()
  for (const row of rows) {
    const { issuer, keys, roles, admit } = toIssuer(row)
    const kinds = keys.map(({ alg, kid }) => (kid ? `${alg} ${kid}` : alg)).join(', ')
    process.stdout.write(
      `${issuer}  ${kinds}  admits ${admit}${roles.facilitator ? `  facilitator=${roles.facilitator}` : ''}\n`,
    )
  }
  if (rows.length === 0) process.stdout.write(`${community} trusts no issuer yet.\n`)
}
