/** `vlinder issuer add|list|rotate|remove`: who may say who somebody is. */
import { parseArgs } from 'node:util'
import { appendCommand } from '../audit/append.ts'
import { communityRow } from '../communities/queries.ts'
import { type Config, readConfig } from '../config.ts'
import { type Issuer, issuersOf, removeIssuer, rotateKey, saveIssuer } from '../identity/issuers.ts'
import { changed } from '../live/changes.ts'
import { StartError } from '../start-error.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { type EntraValues, readEntra, readIssuer } from './issuer-entra.ts'
import { describeKey, describeSource, readSource, type SourceValues, tried } from './issuer-source.ts'

const HELP = `vlinder issuer add <community> --issuer <iss> (--jwks <url> | --key <public key, PEM or JWK file> | --secret-env <NAME>)
                   [--role facilitator=<value in roles>] [--admit all|listed|<claim>=<value>]
vlinder issuer add <community> --entra <tenant id>... --audience <client id> --scope <scope> [--role ...] [--admit ...]
vlinder issuer list <community>
vlinder issuer rotate <community> --issuer <iss> (--key <file> [--overlap <hours>] | --secret-env <NAME>) [--now]
vlinder issuer remove <community> (--issuer <iss> | --entra <tenant id>)

add      trusts an issuer's signature in a community; adding it again replaces its keys, role and admission.
         --issuer is the iss of its tokens, to the letter; its keys come in one of three ways:
         --jwks        address of its key set: https, or http on this machine. Private networks must be allowed
                       with ALLOW_PRIVATE_ADDRESSES
         --key         file with its public key: Ed25519, P-256, or RSA of 2048 bits or more
         --secret-env  variable with a secret of 256 bits or more that both sides hold (HS256). Who reads it can sign
                       as anybody: prefer a key
         --entra takes access tokens of a tenant of Entra ID, for pages in SharePoint and Teams; repeat it for more
         --audience    client id of the app registration that stands for this server
         --scope       the scope that pages ask for, like access_as_user
         --authority   of a national cloud, like https://login.microsoftonline.us
         --role says which value in the roles of a token makes a facilitator.
         --admit says whom it may bring in: all (default), listed (imported members only), or those with a claim.
list     shows what a community trusts, the first one first: it recognises imported members by their subject.
rotate   adds a key beside the ones there are, which are used for --overlap hours more (default 24), or no more with
         --now. Meanwhile tokens must name their key by kid. A secret has no overlap: it takes --now.
remove   takes an issuer's word no more. Members stay.

All of it counts from the next request, without a restart.
`

const OPTIONS = {
  help: { type: 'boolean' },
  issuer: { type: 'string' },
  key: { type: 'string' },
  jwks: { type: 'string' },
  'secret-env': { type: 'string' },
  entra: { type: 'string', multiple: true },
  audience: { type: 'string' },
  scope: { type: 'string' },
  authority: { type: 'string' },
  role: { type: 'string' },
  admit: { type: 'string', default: 'all' },
  overlap: { type: 'string', default: '24' },
  now: { type: 'boolean', default: false },
} as const

interface Values extends SourceValues, EntraValues {
  issuer?: string
  role?: string
  admit: string
  overlap: string
  now: boolean
}

interface Asked {
  storage: Storage
  config: Config
  community: string
  values: Values
}

/** Longest overlap, in hours: a year. */
const OVERLAP_MAX_H = 24 * 366

const ACTIONS: Record<string, (asked: Asked) => Promise<string>> = { add, list, rotate, remove }

export async function issuer(args: string[]): Promise<number> {
  const config = readConfig()
  const asked = parse(args)
  if ('help' in asked) {
    ;(asked.help ? process.stdout : process.stderr).write(HELP)
    return asked.help ? 0 : 2
  }
  const storage = await openStorage(config.databaseUrl)
  try {
    process.stdout.write(`${await answerIssuer(storage, config, args)}\n`)
    return 0
  } finally {
    await storage.close()
  }
}

/** What the command does and says, over a database that is open. @throws StartError */
export async function answerIssuer(storage: Storage, config: Config, args: string[]): Promise<string> {
  const asked = parse(args)
  if ('help' in asked) return HELP
  const { action, community, values } = asked
  if (!(await communityRow(storage.db, community)))
    throw new StartError(`There is no community "${community}". Import it first.`)
  return action({ storage, config, community, values })
}

/** What is asked for, or else help: because it was asked for, or because nothing can be made of this. */
function parse(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [name = '', community, ...rest] = positionals
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (values.help || !action || !community || rest.length > 0) return { help: values.help === true }
  return { action, community, values }
}

async function add({ storage, config, community, values }: Asked): Promise<string> {
  const admit = checkedAdmission(values.admit)
  const roles = roleMap(values.role)
  const said: string[] = []
  for (const source of sources(values)) {
    await storage.transaction(async (db) => {
      await saveIssuer(db, community, { keys: [], ...source, roles, admit })
      await appendCommand(db, community, { action: 'issuer:add', type: 'issuer', object: source.issuer })
    })
    said.push(`${community} trusts ${source.issuer} (${describeSource(source)}, admits ${admit}).`)
    if (source.jwks) said.push(await tried(source.jwks, config))
  }
  return said.join('\n')
}

/** Every tenant of Entra ID that is named, or else the one issuer. @throws StartError */
function sources(values: Values): (Pick<Issuer, 'issuer'> & Partial<Issuer>)[] {
  const tenants = readEntra(values)
  if (tenants.length === 0) {
    if (!values.issuer) throw new StartError('--issuer is missing: the exact iss of its tokens.')
    return [{ issuer: values.issuer, ...readSource(values) }]
  }
  if ((values.key ?? values.jwks ?? values['secret-env']) !== undefined)
    throw new StartError('--entra takes no keys: they are what Microsoft publishes for the tenant.')
  return tenants
}

/** @throws StartError unless it says whom an issuer may bring in */
export function checkedAdmission(admit: string): string {
  if (!/^(all|listed|[^=]+=.+)$/s.test(admit))
    throw new StartError('--admit must be all, listed or <claim>=<value>.')
  return admit
}

/** `facilitator=<value>` as an issuer's map of roles. @throws StartError */
export function roleMap(role: string | undefined): { facilitator?: string } {
  if (role === undefined) return {}
  const facilitator = /^facilitator=(.+)$/.exec(role)?.[1]
  if (facilitator === undefined)
    throw new StartError("--role must be facilitator=<value in the assertion's roles>.")
  return { facilitator }
}

async function list({ storage, community }: Asked): Promise<string> {
  const issuers = await issuersOf(storage.db, community)
  if (issuers.length === 0) return `${community} trusts no issuer yet.`
  const lines = issuers.map((one) => {
    const { facilitator } = one.roles
    return `${one.issuer}  ${describeSource(one)}  admits ${one.admit}${facilitator ? `  facilitator=${facilitator}` : ''}`
  })
  return lines.join('\n')
}

async function rotate(asked: Asked): Promise<string> {
  const { storage, community, values } = asked
  const known = await knownIssuer(asked)
  if (known.jwks !== undefined)
    throw new StartError(`${known.issuer} publishes its keys at ${known.jwks}: it rotates them there.`)
  const { keys, secretEnv, jwks } = readSource(values)
  if (jwks !== undefined || (known.secretEnv === undefined) !== (secretEnv === undefined))
    throw new StartError(
      'A key is rotated by a key, a secret by a secret. To change to another way, use add.',
    )
  if (secretEnv !== undefined) {
    if (!values.now) throw new StartError('A secret has no overlap: say --now to replace it at once.')
    await storage.transaction(async (db) => {
      await saveIssuer(db, community, { ...known, secretEnv })
      await appendCommand(db, community, { action: 'issuer:rotate', type: 'issuer', object: known.issuer })
    })
    return `${known.issuer} signs with the secret in ${secretEnv} from now on.`
  }
  const until = Math.floor(Date.now() / 1000) + (values.now ? 0 : overlap(values.overlap) * 3600)
  const all = await storage.transaction(async (db) => {
    await appendCommand(db, community, { action: 'issuer:rotate', type: 'issuer', object: known.issuer })
    return rotateKey(db, community, known, { key: keys![0]!, until })
  })
  if (all.length === 1) return `${known.issuer} signs with ${describeKey(all[0]!)} from now on.`
  return `${known.issuer} signs with ${all.map(describeKey).join(', ')}.\nUntil then its tokens must name their key by kid.`
}

function overlap(text: string): number {
  const hours = Number(text)
  if (!(hours > 0 && hours <= OVERLAP_MAX_H))
    throw new StartError(`--overlap must be a number of hours, more than 0 and ${OVERLAP_MAX_H} at most.`)
  return hours
}

async function remove(asked: Asked): Promise<string> {
  const { storage, community } = asked
  const known = await knownIssuer(asked)
  const wasFirst = (await firstIssuer(asked))?.issuer === known.issuer
  await storage.transaction(async (db) => {
    await removeIssuer(db, community, known.issuer)
    await appendCommand(db, community, { action: 'issuer:remove', type: 'issuer', object: known.issuer })
    await changed(db, community, { type: 'community', id: community, action: 'changed' })
  })
  const next = wasFirst && (await firstIssuer(asked))
  const heir = next
    ? `\n${next.issuer} is the first now: it recognises imported members by their subject.`
    : ''
  return `${community} trusts ${known.issuer} no more.${heir}`
}

const firstIssuer = async ({ storage, community }: Asked) =>
  (await issuersOf(storage.db, community)).find(({ position }) => position > 0)

async function knownIssuer({ storage, community, values }: Asked): Promise<Issuer> {
  const wanted = readIssuer(values)
  if (!wanted) throw new StartError('--issuer is missing: which one.')
  const known = (await issuersOf(storage.db, community)).find(({ issuer }) => issuer === wanted)
  if (!known)
    throw new StartError(`${community} does not trust "${wanted}". "vlinder issuer list" shows whom.`)
  return known
}
