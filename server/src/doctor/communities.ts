/** Communities and whom they trust: pages that may call, and issuers whose signatures can be checked. */
import type { Kysely } from 'kysely'
import { closestMatch } from 'leven'
import type { AllowedAddress } from '../http/addresses.ts'
import { FetchRefusal } from '../http/guarded-fetch.ts'
import { type Issuer, issuersOf } from '../identity/issuers.ts'
import { fetchKeySet } from '../identity/key-sets.ts'
import { environmentSecret, isStrongSecret } from '../identity/secret.ts'
import type { Tables } from '../storage/schema.ts'
import { type Finding, finding, type Part } from './finding.ts'

export interface Known {
  id: string
  origins: string[]
  /** The first one first; the server's own, for development, before them. */
  issuers: Issuer[]
}

export async function knownCommunities(db: Kysely<Tables>): Promise<Known[]> {
  const rows = await db.selectFrom('community').select(['id', 'origins']).orderBy('id').execute()
  return Promise.all(
    rows.map(async ({ id, origins }) => ({
      id,
      origins: JSON.parse(origins),
      issuers: await issuersOf(db, id),
    })),
  )
}

/** One part for each community that is asked for; `id` asks for one. */
export async function communityParts(
  all: Known[],
  id: string | undefined,
  allowed: AllowedAddress | undefined,
): Promise<Part[]> {
  if (all.length === 0) {
    const fix = 'vlinder import <file with a community record>'
    return [
      {
        about: 'Communities',
        findings: [finding('community-missing', 'There is no community in this database.', fix)],
      },
    ]
  }
  const asked = id === undefined ? all : all.filter((one) => one.id === id)
  if (asked.length === 0)
    return [{ about: 'Communities', findings: [unknownCommunity('community-unknown', id ?? '', all)] }]
  return Promise.all(
    asked.map(async (one) => ({
      about: `Community ${one.id}`,
      findings: [...origins(one), ...(await issuers(one, allowed))],
    })),
  )
}

/** "There is no such community", with the one that was probably meant. */
export function unknownCommunity(
  name: 'community-unknown' | 'script-community',
  id: string,
  all: Known[],
): Finding {
  const ids = all.map((one) => one.id)
  const near = closestMatch(id, ids, { maxDistance: Math.ceil(id.length / 2) })
  const known = ids.join(', ') || 'none'
  const fix =
    name === 'community-unknown' ? `Known here: ${known}.` : `data-community="${near ?? ids[0] ?? '<id>'}"`
  return finding(name, `There is no community "${id}" here.${near ? ` Is "${near}" meant?` : ''}`, fix, id)
}

function origins({ id, origins }: Known): Finding[] {
  if (origins.length === 0) {
    const what = `${id} has no allowed origins: no page of another host may use it.`
    return [finding('origins-missing', what, originsLine(['https://intranet.example.nl']))]
  }
  return origins.flatMap((origin) => {
    const sent = URL.parse(origin)?.origin
    if (sent === origin) return []
    const right = origins.map((one) => URL.parse(one)?.origin ?? one)
    const what = `A browser never sends this origin, so no page matches it; it sends "${sent}".`
    return [finding('origin-never-sent', what, originsLine(right), origin)]
  })
}

export const originsLine = (origins: string[]) =>
  `"origins": ${JSON.stringify(origins)} in its community record, and import that again`

async function issuers({ id, issuers }: Known, allowed: AllowedAddress | undefined): Promise<Finding[]> {
  const add = `vlinder issuer add ${id} --issuer <iss of your tokens> --key <public key file>`
  if (issuers.length === 0)
    return [finding('issuer-missing', `${id} trusts no issuer: nobody can come in.`, add)]
  if (issuers.every(({ position }) => position === 0))
    return [
      finding('issuer-development', `${id} trusts only this server's own development key.`, add),
      ...(await Promise.all(issuers.map((one) => issuer(id, one, allowed)))).flat(),
    ]
  return (await Promise.all(issuers.map((one) => issuer(id, one, allowed)))).flat()
}

async function issuer(
  community: string,
  { issuer, keys, jwks, secretEnv }: Issuer,
  allowed: AllowedAddress | undefined,
): Promise<Finding[]> {
  if (secretEnv !== undefined) return secret(issuer, secretEnv)
  if (jwks !== undefined) return keySet(community, issuer, jwks, allowed)
  if (keys.length > 0) return []
  const what = `The time of every key of ${issuer} is over.`
  return [
    finding(
      'issuer-keys-over',
      what,
      `vlinder issuer add ${community} --issuer ${issuer} --key <its public key now>`,
    ),
  ]
}

function secret(issuer: string, name: string): Finding[] {
  const secret = environmentSecret(name)
  const set = `export ${name}=<what "openssl rand -hex 32" prints>, the same for the host, and start the server anew`
  if (!secret)
    return [finding('secret-missing', `${name}, the secret that ${issuer} signs with, is not set.`, set)]
  if (isStrongSecret(secret)) return []
  return [
    finding('secret-weak', `${name}, the secret that ${issuer} signs with, is shorter than 256 bits.`, set),
  ]
}

/** What to do, by the words that the refusal has. */
const KEY_SET_FIXES: [RegExp, string][] = [
  [/private \(ALLOW/, 'ALLOW_PRIVATE_ADDRESSES=<its network, like 10.20.0.0/16>, and start the server anew'],
  [/same kid/, 'Give each key of the set a kid of its own.'],
  [/private key/, 'Publish public keys only, and sign with new ones: these are known now.'],
  [
    /no key for signatures/,
    'Publish a key for Ed25519, P-256 or RSA of 2048 bits or more, with "use": "sig".',
  ],
]

async function keySet(
  community: string,
  issuer: string,
  jwks: string,
  allowed: AllowedAddress | undefined,
): Promise<Finding[]> {
  try {
    await fetchKeySet(jwks, allowed)
    return []
  } catch (error) {
    if (!(error instanceof FetchRefusal)) throw error
    const fix =
      KEY_SET_FIXES.find(([words]) => words.test(error.message))?.[1] ??
      `Make the address answer, or give another: vlinder issuer add ${community} --issuer ${issuer} --jwks <url>`
    return [finding('key-set', `The key set of ${issuer} cannot be used: ${error.message}.`, fix, jwks)]
  }
}
