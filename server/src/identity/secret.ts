/**
 * Shared secrets (HS256), for issuers that were registered with one and for nobody else. A path of its own: no public
 * key ever comes here, and no secret where public keys are. The secret stays in the environment; the database knows
 * the name of its variable.
 */
import { type JWTPayload, type JWTVerifyOptions, jwtVerify, type ProtectedHeaderParameters } from 'jose'
import { invalid, unavailable } from './refusals.ts'

/** As long as the hash, or it is the weakest link (RFC 7518, 3.2). */
const SECRET_BITS_MIN = 256
/** An operator must set the variable and start the server anew. */
const RETRY_S = 60

/** What a variable holds. Replaced in tests whose secrets are no text. */
export type SecretSource = (name: string) => Uint8Array | undefined

export const environmentSecret: SecretSource = (name) => {
  const text = process.env[name]
  return text ? Buffer.from(text) : undefined
}

/** Has this secret at least 256 bits, given what it is written in? Hexadecimal holds 4 a character, base64 holds 6. */
export function isStrongSecret(secret: Uint8Array): boolean {
  const text = Buffer.from(secret).toString('latin1')
  const bits = /^[0-9a-f]*$/i.test(text) ? 4 : /^[\w+/=-]*$/.test(text) ? 6 : 8
  return text.length * bits >= SECRET_BITS_MIN
}

/** The payload of a token that was signed with the secret in the variable `name`, which is also its only `kid`. */
export async function signedWithSecret(
  token: string,
  { alg, kid }: ProtectedHeaderParameters,
  { name, source, rules }: { name: string; source: SecretSource; rules: JWTVerifyOptions },
): Promise<JWTPayload> {
  if (alg !== 'HS256') throw invalid("The token's alg must be HS256: its issuer has a shared secret.")
  if (kid !== undefined && kid !== name)
    throw invalid("The token's kid is not that of its issuer's secret: leave it out.")
  const secret = source(name)
  if (!secret || !isStrongSecret(secret))
    throw unavailable(`The operator must set the secret of this issuer, of 256 bits or more.`, RETRY_S)
  const { payload } = await jwtVerify(token, secret, { ...rules, algorithms: ['HS256'] })
  return payload
}
