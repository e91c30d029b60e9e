/** A token's claims, each held beside what it must be. */
import { limits } from '@vlinder/contract'
import { closestMatch } from 'leven'
import { ENTRA_LIFETIME_S, unknownIssuer } from '../identity/entra.ts'
import type { Issuer } from '../identity/issuers.ts'
import { isRealName } from '../identity/real-name.ts'
import { difference } from './difference.ts'
import { type Finding, finding } from './finding.ts'

interface Against {
  community: string
  issuers: Issuer[]
  audience: string
  fresh: boolean
}

type Claims = Record<string, unknown>

/** A time in seconds that lies beyond this is one in milliseconds: the year 5138, or 1973. */
const MILLISECONDS_FROM = 1e11
const HOUR_S = 3600

/** `issuer`: whose word it is, if the community trusts it. */
export const claimFindings = (claims: Claims, issuer: Issuer | undefined, against: Against): Finding[] => [
  ...issuerOf(claims, against),
  ...audienceOf(claims, issuer?.entra?.audience ?? against.audience),
  ...subjectOf(claims),
  ...nameOf(claims),
  ...timesOf(claims, issuer?.entra ? ENTRA_LIFETIME_S : limits.ASSERTION_LIFETIME_S, against),
]

const shown = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value))

function issuerOf({ iss }: Claims, { community, issuers }: Against): Finding[] {
  const known = issuers.map(({ issuer }) => issuer)
  if (typeof iss === 'string' && known.includes(iss)) return []
  const add = `vlinder issuer add ${community} --issuer ${typeof iss === 'string' && iss ? iss : '<iss>'} --key <public key file>`
  if (typeof iss !== 'string')
    return [
      finding(
        'token-iss',
        'The token has no iss that is a text.',
        `"iss": ${shown(known.at(-1) ?? '<iss>')}`,
        shown(iss),
      ),
    ]
  const near = known.find((one) => difference(iss, one)) ?? closestMatch(iss, known, { maxDistance: 4 })
  const how = near && (difference(iss, near) ?? 'it differs by a few letters')
  const what = near
    ? `${community} does not trust the token's iss; of ${near}, which it trusts, ${how}.`
    : unknownIssuer(iss)
  return [finding('token-iss', what, near ? `"iss": ${shown(near)}, or: ${add}` : add, iss)]
}

function audienceOf({ aud }: Claims, audience: string): Finding[] {
  const all = Array.isArray(aud) ? aud : [aud]
  if (all.length === 1 && all[0] === audience) return []
  const fix = `"aud": ${shown(audience)}`
  if (all.length > 1) {
    return [
      finding(
        'token-aud',
        'The token is for several audiences: it must be for this server alone.',
        fix,
        shown(aud),
      ),
    ]
  }
  const how = typeof all[0] === 'string' ? difference(all[0], audience) : undefined
  const what = `The token's aud must be the server's public address to the letter${how ? `: ${how}` : ''}.`
  return [finding('token-aud', what, fix, shown(aud))]
}

function subjectOf({ sub }: Claims): Finding[] {
  if (typeof sub !== 'string' || sub === '') {
    const what = `The token's sub must be a text that is not empty; it is ${typeof sub === 'string' ? 'empty' : sub === undefined ? 'not there' : `of type ${typeof sub}`}.`
    return [finding('token-claim', what, '"sub": "<your own id of this person, as text>"')]
  }
  if (!sub.includes('@')) return []
  const what =
    "The token's sub looks like an e-mail address: with another address the same person would be somebody else."
  return [finding('token-sub', what, '"sub": "<an id that never changes>"')]
}

function nameOf({ name }: Claims): Finding[] {
  if (isRealName(name) && name.length <= limits.NAME_MAX) return []
  const why =
    name === undefined || name === ''
      ? 'is missing or empty'
      : typeof name !== 'string'
        ? 'is not a text'
        : name.includes('@')
          ? 'is an e-mail address'
          : 'is no name of a person'
  const what = `The token's name ${why}; there is no anonymity here.`
  return [finding('token-name', what, '"name": "<first and last name>"')]
}

function timesOf(claims: Claims, lifetimeS: number, { fresh }: Against): Finding[] {
  const wrong = ['iat', 'exp', 'nbf'].flatMap((name) => timeShape(name, claims[name]))
  if (wrong.length > 0) return wrong
  const { iat, exp, nbf } = claims as { iat: number; exp: number; nbf?: number }
  const now = Date.now() / 1000
  const findings: Finding[] = []
  if (exp - iat > lifetimeS) {
    const what = `The token lives ${exp - iat} s (exp - iat): ${lifetimeS} s is the most.`
    findings.push(finding('token-lifetime', what, `"exp": iat + 300`, `${exp - iat} s`))
  }
  if (exp <= iat) {
    const what = 'The token ends before it begins: exp is not after iat.'
    findings.push(finding('token-lifetime', what, `"exp": iat + 300`, `${exp - iat} s`))
  }
  const ahead = Math.round(Math.max(iat, nbf ?? iat) - now)
  if (ahead > limits.CLOCK_SKEW_S) {
    const what = `The token was made ${ahead} s in the future (iat or nbf): the host's clock is ahead of this one${hours(ahead)}.`
    findings.push(
      finding(
        'token-future',
        what,
        `Set the host's clock by NTP; iat is seconds since 1970 in UTC.`,
        `${ahead} s ahead`,
      ),
    )
  }
  const over = Math.round(now - exp)
  if (over > limits.CLOCK_SKEW_S) findings.push(expired(over, exp - iat, fresh))
  return findings
}

function expired(over: number, lifetime: number, fresh: boolean): Finding {
  if (!fresh) {
    return finding(
      'token-expired',
      `The token ended ${over} s ago.`,
      'Fetch a new one: it lives ten minutes at most.',
      `${over} s ago`,
    )
  }
  const behind = over + lifetime
  const what = `The token was given just now and ended ${over} s ago: the host's clock is about ${behind} s behind${hours(behind)}, or it hands out old tokens.`
  return finding(
    'token-expired',
    what,
    `Set the host's clock by NTP, and make a new token for each request.`,
    `${over} s ago`,
  )
}

/** Local time that is taken for UTC. */
const hours = (seconds: number) => {
  const whole = Math.round(seconds / HOUR_S)
  return whole > 0 && Math.abs(seconds - whole * HOUR_S) < limits.CLOCK_SKEW_S
    ? ` by ${whole} h, so local time was probably taken for UTC`
    : ''
}

function timeShape(name: string, value: unknown): Finding[] {
  if (value === undefined) {
    if (name === 'nbf') return []
    return [finding('token-claim', `The token has no ${name}.`, `"${name}": <seconds since 1970>`)]
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return [
      finding(
        'token-claim',
        `The token's ${name} must be a number, not ${typeof value}.`,
        `"${name}": <seconds since 1970>`,
      ),
    ]
  }
  if (value < MILLISECONDS_FROM) return []
  const what = `The token's ${name} is in milliseconds: it must be in seconds since 1970.`
  return [
    finding(
      'token-milliseconds',
      what,
      `"${name}": Math.floor(Date.now() / 1000), or the like`,
      String(value),
    ),
  ]
}
