/** For tests: a small provider on this machine that says what a test wants it to, and the way through it. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { exportJWK, SignJWT } from 'jose'
import { createApp } from '../app.ts'
import { answerSignIn } from '../commands/sign-in.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../serve.ts'
import { AUDIENCE, community, ORIGIN } from '../testing.ts'

export const RETURN = `${ORIGIN}/community`
export const base64url = (bytes: Buffer) => bytes.toString('base64url')

/** A provider; what it says and does can be changed while it runs. */
export async function provider(t: TestContext) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const asked: URLSearchParams[] = []
  const behaviour = {
    /** More claims, or others, in the ID token. */
    claims: {} as Record<string, unknown>,
    userinfo: {} as Record<string, unknown>,
    /** Replaces the answer of the token endpoint. */
    token: undefined as ((answer: ServerResponse) => unknown) | undefined,
    down: false,
  }
  const codes = new Map<string, { challenge: string; nonce: string }>()
  const json = (answer: ServerResponse, body: object, status = 200) =>
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

  const server = createServer(async (request: IncomingMessage, answer: ServerResponse) => {
    if (behaviour.down) return answer.destroy()
    let body = ''
    for await (const chunk of request) body += chunk
    const { pathname } = new URL(request.url!, url)
    if (pathname === '/.well-known/openid-configuration')
      return json(answer, {
        issuer: url,
        authorization_endpoint: `${url}/auth`,
        token_endpoint: `${url}/token`,
        userinfo_endpoint: `${url}/me`,
        jwks_uri: `${url}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/jwks') return json(answer, { keys: [jwk] })
    if (pathname === '/me') return json(answer, { sub: 'p-1', ...behaviour.userinfo })
    if (pathname !== '/token') return answer.writeHead(404).end()
    const form = new URLSearchParams(body)
    asked.push(form)
    if (behaviour.token) return behaviour.token(answer)
    const code = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = base64url(
      createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest(),
    )
    if (code?.challenge !== challenge) return json(answer, { error: 'invalid_grant' }, 400)
    const claims = { sub: 'p-1', name: 'Noor Jansen', nonce: code.nonce, ...behaviour.claims }
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(url)
      .setAudience('vlinder')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
    json(answer, { access_token: 'a', token_type: 'Bearer', id_token: idToken })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Somebody was sent here and says yes: where the provider sends them back to. */
  function consent(address: string): URL {
    const { searchParams: query } = new URL(address)
    const code = base64url(randomBytes(16))
    codes.set(code, { challenge: query.get('code_challenge')!, nonce: query.get('nonce')! })
    return back(address, { code })
  }
  /** Where the provider sends somebody back to, with `answer`. */
  function back(address: string, answer: Record<string, string>): URL {
    const { searchParams: query } = new URL(address)
    const to = new URL(query.get('redirect_uri')!)
    for (const [name, value] of Object.entries({ state: query.get('state')!, ...answer }))
      to.searchParams.set(name, value)
    return to
  }
  return { url, behaviour, asked, consent, back }
}

/** The community `zorg`, whose members sign in through a provider; `more` are further arguments of `sign-in add`. */
export async function signingIn(t: TestContext, more: string[] = []) {
  const at = await provider(t)
  const { storage, as } = await community()
  const warned: { reason?: string }[] = []
  const log = createLog('silent')
  log.warn = ((what: object) => warned.push(what)) as typeof log.warn
  const config = { ...readConfig({}), publicUrl: AUDIENCE, databaseUrl: ':memory:' }
  const command = (...args: string[]) => answerSignIn(storage, config, args)
  const add = ['add', 'zorg', '--provider', at.url, '--client-id', 'vlinder', '--return', RETURN]
  const said = await command(...add, ...more)
  const app = createApp({ storage, config, log })

  const post = (path: string, body: object, origin = ORIGIN) =>
    app.request(`/signin/zorg${path}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const get = (url: string | URL, headers: Record<string, string> = {}) =>
    app.request(String(url).replace(AUDIENCE, ''), { headers })

  /** A page begins: with what it holds. */
  async function begin() {
    const verifier = base64url(randomBytes(32))
    const challenge = base64url(createHash('sha256').update(verifier).digest())
    const res = await post('', { challenge })
    const { handle, url } = (await res.json()) as { handle: string; url: string }
    return { handle, verifier, url }
  }
  /** The popup goes to the provider: where that is. */
  const start = async (url: string) => (await get(url)).headers.get('location') ?? ''
  /** The code that the popup brings back to the page. */
  const codeOf = (res: Response) => res.headers.get('location')?.split('.').at(-1) ?? ''
  /** From beginning to end, saying yes: the answer with the first assertion. */
  async function through() {
    const { handle, verifier, url } = await begin()
    const code = codeOf(await get(at.consent(await start(url))))
    return post('/token', { handle, verifier, code })
  }
  return { ...at, storage, as, app, said, warned, command, post, get, begin, start, codeOf, through }
}
