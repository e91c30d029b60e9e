/** `vlinder sign-in add|list|remove`: through which provider the members of a community sign in. */
import { parseArgs } from 'node:util'
import { appendCommand } from '../audit/append.ts'
import { communityRow } from '../communities/queries.ts'
import { type Config, readConfig } from '../config.ts'
import { checkedAddress, FetchRefusal } from '../http/guarded-fetch.ts'
import { issuerRow, removeIssuer, saveIssuer } from '../identity/issuers.ts'
import { ownKey, publicHalf } from '../identity/own-key.ts'
import { discover, reasonOf } from '../sign-in/oidc.ts'
import { issuerFor, type Provider, providerOf, removeProvider, saveProvider } from '../sign-in/providers.ts'
import { SIGN_IN_KEY } from '../sign-in/sessions.ts'
import { StartError } from '../start-error.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { checkedAdmission, roleMap } from './issuer.ts'

const HELP = `vlinder sign-in add <community> --provider <issuer> --client-id <id> --return <page>... [--secret-env <NAME>]
                    [--tenant <id>]... [--role facilitator=<value>] [--admit all|listed|<claim>=<value>]
vlinder sign-in list <community>
vlinder sign-in remove <community>

Lets members sign in through a provider (OpenID Connect), for pages whose host has no backend that signs assertions.

add      a community has one provider; adding another replaces it.
         --provider    its issuer, where it answers /.well-known/openid-configuration. https, or http on this machine;
                       private networks must be allowed with ALLOW_PRIVATE_ADDRESSES
         --client-id   what the provider calls this server
         --return      page that has the script tag, to which the popup goes back; one for each of the community's
                       origins that has widgets, to the letter
         --secret-env  variable with the client's secret. Leave it out for a public client; PKCE is always used
         --tenant      Entra ID: id of a tenant whose people may come in. A provider address that names one tenant
                       implies it
         --role says which value in the roles or groups of the provider makes a facilitator.
         --admit says whom it may bring in: all (default), listed (imported members only), or those with a claim.
list     shows the provider of a community.
remove   nobody can sign in any more; sessions end. Members stay.

All of it counts from the next request, without a restart.
`

const OPTIONS = {
  help: { type: 'boolean' },
  provider: { type: 'string' },
  'client-id': { type: 'string' },
  'secret-env': { type: 'string' },
  return: { type: 'string', multiple: true, default: [] as string[] },
  tenant: { type: 'string', multiple: true, default: [] as string[] },
  role: { type: 'string' },
  admit: { type: 'string', default: 'all' },
} as const

interface Values {
  provider?: string
  'client-id'?: string
  'secret-env'?: string
  return: string[]
  tenant: string[]
  role?: string
  admit: string
}

interface Asked {
  storage: Storage
  config: Config
  community: string
  origins: string[]
  values: Values
}

const ACTIONS: Record<string, (asked: Asked) => Promise<string>> = { add, list, remove }

export async function signIn(args: string[]): Promise<number> {
  const config = readConfig()
  const asked = parse(args)
  if ('help' in asked) {
    ;(asked.help ? process.stdout : process.stderr).write(HELP)
    return asked.help ? 0 : 2
  }
  const storage = await openStorage(config.databaseUrl)
  try {
    process.stdout.write(`${await answerSignIn(storage, config, args)}\n`)
    return 0
  } finally {
    await storage.close()
  }
}

/** What the command does and says, over a database that is open. @throws StartError */
export async function answerSignIn(storage: Storage, config: Config, args: string[]): Promise<string> {
  const asked = parse(args)
  if ('help' in asked) return HELP
  const { action, community, values } = asked
  const row = await communityRow(storage.db, community)
  if (!row) throw new StartError(`There is no community "${community}". Import it first.`)
  return action({ storage, config, community, origins: JSON.parse(row.origins), values })
}

function parse(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [name = '', community, ...rest] = positionals
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (values.help || !action || !community || rest.length > 0) return { help: values.help === true }
  return { action, community, values: values as Values }
}

async function add({ storage, config, community, origins, values }: Asked): Promise<string> {
  const { provider: address, 'client-id': clientId, admit } = values
  if (!address) throw new StartError('--provider is missing: the address of its issuer.')
  if (!clientId) throw new StartError('--client-id is missing: what the provider calls this server.')
  const provider = checkedProvider(address)
  const roles = roleMap(values.role)
  const known: Provider = {
    provider,
    issuer: issuerFor(config.publicUrl, community, provider),
    clientId,
    ...(values['secret-env'] !== undefined && { secretEnv: checkedName(values['secret-env']) }),
    tenants: tenantsOf(provider, values.tenant),
    returns: checkedReturns(values.return, origins),
  }
  const keys = [publicHalf(await ownKey(config.databaseUrl, SIGN_IN_KEY))]
  const issuer = { issuer: known.issuer, keys, roles, admit: checkedAdmission(admit) }
  await storage.transaction(async (db) => {
    const before = await providerOf(db, community)
    if (before && before.issuer !== known.issuer) {
      await removeProvider(db, community)
      await removeIssuer(db, community, before.issuer)
    }
    await saveProvider(db, community, known)
    await saveIssuer(db, community, issuer)
    await appendCommand(db, community, { action: 'issuer:add', type: 'issuer', object: known.issuer })
  })
  return [
    `Members of ${community} sign in through ${provider} (admits ${admit}).`,
    `Let the provider know this redirect address: ${config.publicUrl}/signin/${encodeURIComponent(community)}/callback`,
    await tried(known, config),
  ].join('\n')
}

function checkedProvider(address: string): string {
  try {
    const { href, search, hash } = checkedAddress(address, { loopback: true })
    if (search || hash) throw new FetchRefusal('an issuer has no query and no fragment')
    return href.replace(/\/$/, '')
  } catch (error) {
    throw new StartError(`--provider: ${error instanceof FetchRefusal ? error.message : error}.`)
  }
}

function checkedName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new StartError('--secret-env takes the name of an environment variable, never the secret itself.')
  if (!process.env[name])
    throw new StartError(`${name} is not set here. Set it as for the server, so that it can be checked.`)
  return name
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ENTRA = 'login.microsoftonline.com'

function tenantsOf(provider: string, asked: string[]): string[] {
  const tenants = asked.map((tenant) => tenant.toLowerCase())
  if (!tenants.every((tenant) => GUID.test(tenant)))
    throw new StartError("--tenant takes a tenant's id, like 72f988bf-86f1-41af-91ab-2d7cd011db47.")
  const { hostname, pathname } = new URL(provider)
  if (hostname !== ENTRA || tenants.length > 0) return tenants
  const tenant = pathname.split('/')[1]?.toLowerCase() ?? ''
  if (!GUID.test(tenant))
    throw new StartError(
      `${provider} is for every organisation: name one tenant in it by its id, or say --tenant <id> for each that may come in.`,
    )
  return [tenant]
}

function checkedReturns(pages: string[], origins: string[]): string[] {
  if (pages.length === 0)
    throw new StartError('--return is missing: a page with the script tag, to which the popup goes back.')
  const urls = pages.map((page) => {
    const url = URL.parse(page)
    if (!url || !/^https?:$/.test(url.protocol) || url.hash || url.username || url.password)
      throw new StartError(`--return "${page}" must be the http(s) address of a page, without a fragment.`)
    if (!origins.includes(url.origin))
      throw new StartError(`--return ${page}: ${url.origin} is not among the origins of the community.`)
    return url
  })
  if (new Set(urls.map(({ origin }) => origin)).size < urls.length)
    throw new StartError('--return: one page for each origin.')
  return urls.map(({ href }) => href)
}

/** Whether the provider answers now: worth knowing before the first reader comes. */
async function tried(known: Provider, { allowedAddresses }: Config): Promise<string> {
  try {
    const { authorization_endpoint: endpoint } = (await discover(known, allowedAddresses)).serverMetadata()
    return `It sends people to ${endpoint}.`
  } catch (error) {
    return `Mind: nobody can sign in yet, the provider cannot be used now: ${reasonOf(error)}.`
  }
}

async function list({ storage, community }: Asked): Promise<string> {
  const known = await providerOf(storage.db, community)
  if (!known) return `${community} has no provider to sign in through.`
  const row = await issuerRow(storage.db, community, known.issuer)
  const facilitator = row && JSON.parse(row.roles).facilitator
  return [
    `${known.provider}  client ${known.clientId}${known.secretEnv === undefined ? '' : `, secret in ${known.secretEnv}`}`,
    row ? `admits ${row.admit}` : 'its issuer was removed: add it again',
    ...(facilitator ? [`facilitator=${facilitator}`] : []),
    ...known.tenants.map((tenant) => `tenant ${tenant}`),
    ...known.returns.map((page) => `returns to ${page}`),
  ].join('\n  ')
}

async function remove({ storage, community }: Asked): Promise<string> {
  const known = await providerOf(storage.db, community)
  if (!known) throw new StartError(`${community} has no provider to sign in through.`)
  await storage.transaction(async (db) => {
    await removeProvider(db, community)
    await removeIssuer(db, community, known.issuer)
    await appendCommand(db, community, { action: 'issuer:remove', type: 'issuer', object: known.issuer })
  })
  return `Nobody signs in to ${community} through ${known.provider} any more.`
}
