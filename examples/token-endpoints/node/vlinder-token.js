/**
 * A token endpoint for Node 20 or newer, with nothing to install: says to Vlinder who is signed in here. It answers
 * what node:http and Express hand it; from Fastify, give it `request.raw` and `reply.raw`.
 */
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Ten minutes at most; the widgets fetch a new token in time. */
const LIFETIME_S = 300

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * @param {object} settings
 * @param {string} settings.issuer the name under which Vlinder knows you: `vlinder issuer add ... --issuer`
 * @param {string} settings.audience the Vlinder server's PUBLIC_URL, to the letter
 * @param {string} settings.keyFile your Ed25519 private key, PEM; readable by this program alone
 */
export function tokenEndpoint({ issuer, audience, keyFile }) {
  // Read once, at start: a missing key is then found before the first reader comes.
  const key = createPrivateKey(readFileSync(keyFile))
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${keyFile} must hold an Ed25519 private key.`)

  function assertion({ id, name, email, roles = [] }) {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      aud: audience,
      sub: id,
      name,
      iat: now,
      exp: now + LIFETIME_S,
      roles,
      ...(email && { email }),
    }
    const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}`
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {{ id: string, name: string, email?: string, roles?: string[] } | undefined} person who your own session
   * says is signed in: an id that never changes, their real name, and of their groups only those that matter here
   */
  return function answer(request, response, person) {
    const say = (status, body, headers = {}) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        ...headers,
      })
      response.end(JSON.stringify(body))
    }
    if (request.method !== 'POST') return say(405, { error: 'Use POST.' }, { allow: 'POST' })
    if (!fromOwnPage(request)) return say(403, { error: 'Only pages of this site may ask.' })
    if (!person) return say(401, { error: 'Nobody is signed in.' })
    say(200, { token: assertion(person) })
  }
}

/** Browsers say where a request comes from; other sites have no business here. */
function fromOwnPage({ headers: { 'sec-fetch-site': site, origin, host } }) {
  if (site) return site === 'same-origin'
  return !origin || (URL.canParse(origin) && new URL(origin).host === host)
}
