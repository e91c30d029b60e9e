/** Looks at everything that it is told of, one part after the other: from our own settings out to the host. */
import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import type { Tables } from '../storage/schema.ts'
import { admissionFindings } from './admission.ts'
import { communityParts, type Known, knownCommunities } from './communities.ts'
import { configurationPart, isLocal, readable } from './configuration.ts'
import { databasePart } from './database.ts'
import { type Finding, finding, type Part } from './finding.ts'
import { pagePart } from './page.ts'
import { proxyPart, signedInFindings } from './proxy.ts'
import { serverPart } from './server.ts'
import { readToken, tokenFindings } from './token.ts'
import { tokenUrlPart } from './token-url.ts'
import type { Visited } from './visit.ts'

export interface Asked {
  community?: string | undefined
  page?: URL | undefined
  tokenUrl?: URL | undefined
  /** Sent to the page, to the token URL that is asked for, and to one that the page names on its own host: nowhere else. */
  cookie?: string | undefined
  token?: string | undefined
}

/** More than two clocks may differ, in seconds. */
const SKEW_S = 60

export async function* examine(asked: Asked, env: NodeJS.ProcessEnv): AsyncGenerator<Part> {
  const config = readable(env)
  if ('about' in config) return yield config
  const { part, db } = await databasePart(config.databaseUrl)
  try {
    const communities = db ? await knownCommunities(db) : []
    yield configurationPart(config, elsewhere(asked, communities))
    yield part
    if (db) yield* await communityParts(communities, asked.community, config.allowedAddresses)
    yield* outside(asked, config, communities, db)
  } finally {
    await db?.destroy()
  }
}

async function* outside(
  asked: Asked,
  config: Config,
  all: Known[],
  db: Kysely<Tables> | undefined,
): AsyncGenerator<Part> {
  const { publicUrl } = config
  const { part, answers } = await serverPart(publicUrl)
  yield part
  const communities = asked.community === undefined ? all : all.filter(({ id }) => id === asked.community)
  const { page: address, cookie } = asked
  const page =
    address && (await pagePart({ address, cookie, publicUrl, communities, tokenUrl: asked.tokenUrl }))
  const known = communities.find(({ id }) => id === page?.community) ?? communities[0]
  if (answers && known) yield await proxyPart(publicUrl, known, address?.origin)
  if (page) yield withClock(page.part, page.visited)
  const url = asked.tokenUrl ?? page?.tokenUrl
  const ours = asked.tokenUrl !== undefined || url?.origin === address?.origin
  const given =
    url && (await tokenUrlPart({ url, cookie: ours ? cookie : undefined, origin: address?.origin }))
  if (given) yield withClock(given.part, given.visited)
  const [token, fresh] = asked.token === undefined ? [given?.token, true] : [asked.token, false]
  if (token === undefined || !db) return
  const whom = whose(token, communities, page?.community)
  yield { about: 'Token', findings: await tokenAll({ token, fresh, config, db, answers }, whom) }
}

/** The community that a token is for: the page's, else the one that knows its issuer. */
function whose(token: string, communities: Known[], id: string | undefined): Known | undefined {
  const read = readToken(token)
  const iss = 'claims' in read ? read.claims.iss : undefined
  return (
    communities.find((one) => one.id === id) ??
    communities.find(({ issuers }) => issuers.some(({ issuer }) => issuer === iss)) ??
    communities[0]
  )
}

interface Given {
  token: string
  fresh: boolean
  config: Config
  db: Kysely<Tables>
  /** Whether the server is there to be asked. */
  answers: boolean
}

async function tokenAll(
  { token, fresh, config, db, answers }: Given,
  known: Known | undefined,
): Promise<Finding[]> {
  if (!known) return []
  const { id: community, issuers } = known
  const { publicUrl: audience, allowedAddresses: allowed } = config
  const { findings, accepted } = await tokenFindings({ token, community, issuers, audience, allowed, fresh })
  if (!accepted) return findings
  const admitted = await admissionFindings(db, community, accepted.issuer, accepted.claims)
  if (admitted !== 'member') return [...findings, ...admitted]
  return answers ? [...findings, ...(await signedInFindings(audience, community, token))] : findings
}

/** Somewhere that is not this machine, whose pages are to use the server. */
function elsewhere({ page, community }: Asked, all: Known[]): string | undefined {
  if (page) return isLocal(page) ? undefined : page.origin
  return all
    .filter(({ id }) => community === undefined || id === community)
    .flatMap(({ origins }) => origins)
    .find((origin) => {
      const url = URL.parse(origin)
      return url && !isLocal(url)
    })
}

/** The clock of whoever signs decides whether tokens hold. */
function withClock(part: Part, visited: Visited | undefined): Part {
  const { aheadS = 0, url } = visited ?? {}
  if (!url || Math.abs(aheadS) <= SKEW_S) return part
  const what = `The clock of ${url.host} is ${Math.abs(aheadS)} s ${aheadS > 0 ? 'ahead of' : 'behind'} this one: tokens are refused beyond ${SKEW_S} s.`
  const found = `Date: ${visited?.headers.get('date')}`
  return {
    ...part,
    findings: [...part.findings, finding('clock-skew', what, 'Let both set their clocks by NTP.', found)],
  }
}
