/** A token's header, held beside the keys of its issuer. */
import type { Issuer } from '../identity/issuers.ts'
import { type IssuerKey, thumbprint } from '../identity/keys.ts'
import { type Finding, finding } from './finding.ts'

type Header = Record<string, unknown>

const REFUSED = ['crit', 'jku', 'jwk', 'x5u', 'x5c']

/** `keys` are undefined where nobody knows them now. */
export function headerFindings(header: Header, issuer: Issuer, keys: IssuerKey[] | undefined): Finding[] {
  return [
    ...refused(header),
    ...typ(header),
    ...(issuer.secretEnv === undefined ? signing(header, issuer, keys) : secret(header, issuer)),
  ]
}

function refused(header: Header): Finding[] {
  const held = REFUSED.filter((name) => name in header)
  if (held.length === 0) return []
  const what = `The token's header may not hold ${held.join(', ')}: a token does not choose its own key.`
  return [finding('token-header', what, `Leave ${held.join(', ')} out of the header.`, held.join(', '))]
}

function typ({ typ }: Header): Finding[] {
  if (typ === undefined || (typeof typ === 'string' && typ.toUpperCase() === 'JWT')) return []
  const access = typeof typ === 'string' && typ.toLowerCase() === 'at+jwt'
  const what = `The token's typ must be JWT, or absent${access ? '; this one is an OAuth access token' : ''}.`
  return [finding('token-typ', what, '"typ": "JWT"', JSON.stringify(typ))]
}

function secret({ alg, kid }: Header, { secretEnv = '' }: Issuer): Finding[] {
  if (alg !== 'HS256')
    return [
      finding(
        'token-alg',
        `The token's alg must be HS256: its issuer has a shared secret.`,
        '"alg": "HS256"',
        JSON.stringify(alg),
      ),
    ]
  if (kid === undefined || kid === secretEnv) return []
  return [
    finding(
      'token-kid',
      "The token's kid is not that of its issuer's secret.",
      'Leave kid out of the header.',
      JSON.stringify(kid),
    ),
  ]
}

function signing({ alg, kid }: Header, { issuer }: Issuer, keys: IssuerKey[] | undefined): Finding[] {
  if (!keys || keys.length === 0) return []
  const kids = keys.map((key) => key.kid ?? '(none)').join(', ')
  if (kid === undefined && keys.length > 1) {
    const what = `${issuer} has ${keys.length} keys: the token must name the one it is signed with.`
    return [finding('token-kid', what, `"kid": one of ${kids}`, 'no kid')]
  }
  const key = kid === undefined ? keys[0] : keys.find((one) => one.kid === kid)
  if (!key) {
    const fix = keys.length === 1 ? `"kid": "${kids}", or leave it out` : `"kid": one of ${kids}`
    return [finding('token-kid', `The token's kid is not a key of ${issuer}.`, fix, JSON.stringify(kid))]
  }
  if (alg === key.alg || (alg === 'Ed25519' && key.alg === 'EdDSA')) return []
  const shared = typeof alg === 'string' && alg.startsWith('HS')
  const why = shared ? ': it is signed with a shared secret, where a key pair is registered' : ''
  return [
    finding(
      'token-alg',
      `The token's alg must be ${key.alg}, as the key of ${issuer} is${why}.`,
      `"alg": "${key.alg}"`,
      JSON.stringify(alg),
    ),
  ]
}

export function signatureFinding({ issuer, keys, secretEnv }: Issuer): Finding {
  const [key] = keys
  if (secretEnv !== undefined) {
    const what = `The token is signed with another secret than the one in ${secretEnv}.`
    return finding(
      'token-signature',
      what,
      `Give the host the text that ${secretEnv} holds, to the letter: no line break, not decoded.`,
    )
  }
  const what = `The token is not signed with the key that ${issuer} is registered with.`
  const fix = key
    ? `Sign with the private half of the registered key (thumbprint ${thumbprint(key)}), or register the other: vlinder issuer rotate <community> --issuer ${issuer} --key <file> --now`
    : 'Sign with a key that is in its key set.'
  return finding('token-signature', what, fix)
}
