import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { saveIssuer } from '../identity/issuers.ts'
import { parsePublicKey } from '../identity/keys.ts'
import { now } from '../identity/testing.ts'
import { FINDINGS, type FindingName } from './finding.ts'
import { readPage } from './page-html.ts'
import { tagFindings } from './script-tag.ts'
import { DROPPED, type Setup, setup, tokenOf } from './testing.ts'

test('a set-up that is well gives no finding at all', async (t) => {
  const { run } = await setup(t)
  const { code, parts, names } = await run()
  assert.deepEqual([code, names], [0, []])
  assert.deepEqual(
    parts.map(({ about, skipped }) => [about.split(' ')[0], skipped]),
    ['Configuration', 'Database', 'Community', 'Server', 'Requests', 'Page', 'Token', 'Token'].map(
      (about) => [about, undefined],
    ),
  )
})

test('without a cookie, an endpoint that says 401 is well', async (t) => {
  const { run, host } = await setup(t)
  assert.deepEqual((await run('zorg', '--page', `${host}/page`)).names, [])
})

interface Broken {
  /** What is broken, so that the test's name is a sentence. */
  name: string
  break: (it: Setup, t: TestContext) => unknown
  finds: FindingName
  /** Must all stand in what is said of it. */
  says: (RegExp | ((it: Setup) => string))[]
  /** Other arguments than the page and a cookie. */
  args?: (it: Setup) => string[]
  /** What follows from it and is said as well. */
  also?: FindingName[]
}

const answers =
  (change: (headers: Headers, request: Request) => void): Setup['proxy'] =>
  async (request, next) => {
    const answer = await next(request)
    const headers = new Headers(answer.headers)
    change(headers, request)
    return new Response(answer.body, { status: answer.status, headers })
  }

const community = (it: Setup, values: object) =>
  it.storage.db.updateTable('community').set(values).where('id', '=', 'zorg').execute()

const issuer = (it: Setup, change: Partial<Parameters<typeof saveIssuer>[2]>) =>
  saveIssuer(it.storage.db, 'zorg', {
    issuer: it.host,
    keys: [parsePublicKey(it.publicPem)],
    roles: {},
    admit: 'all',
    ...change,
  })

const zorg = () => ['zorg']

const token = (it: Setup, claims: object) => Object.assign(it.claims, claims)

const csp = (it: Setup, policy: string) =>
  Object.assign(it.pageHeaders, { 'content-security-policy': policy })

const OURS: Broken[] = [
  {
    name: 'a port that is no number',
    break: (it) => Object.assign(it.env, { PORT: 'http' }),
    finds: 'configuration-invalid',
    says: [/PORT must be a number/, /Set PORT/],
    args: zorg,
  },
  {
    name: 'a PUBLIC_URL that is the address of the script',
    break: (it) => Object.assign(it.env, { PUBLIC_URL: `${it.server}/sdk/v1` }),
    finds: 'public-url-path',
    says: [(it) => `PUBLIC_URL=${it.server}`],
    also: ['server-not-vlinder'],
    args: zorg,
  },
  {
    name: 'a PUBLIC_URL of this machine for pages elsewhere',
    break: (it) => community(it, { origins: '["https://intranet.example.nl"]' }),
    finds: 'public-url-local',
    says: [/https:\/\/intranet\.example\.nl cannot reach it/],
    args: zorg,
  },
  {
    name: 'a PUBLIC_URL without TLS',
    break: (it) => Object.assign(it.env, { PUBLIC_URL: 'http://community.invalid/vlinder' }),
    finds: 'public-url-http',
    says: [/PUBLIC_URL=https:\/\/community\.invalid\/vlinder/],
    also: ['server-unreachable', 'proxy-not-trusted'],
    args: zorg,
  },
  {
    name: 'a proxy that nobody told the server of',
    break: (it) => Object.assign(it.env, { PUBLIC_URL: 'https://community.invalid' }),
    finds: 'proxy-not-trusted',
    says: [/TRUST_PROXY=1/],
    also: ['server-unreachable'],
    args: zorg,
  },
  {
    name: 'a database that is not there',
    break: (it) => Object.assign(it.env, { DATABASE_URL: join(it.folder, 'other.db') }),
    finds: 'database-missing',
    says: [/other\.db/, /DATABASE_URL/],
    args: zorg,
  },
  {
    name: 'a database that is none',
    break(it) {
      it.env.DATABASE_URL = join(it.folder, 'text.db')
      writeFileSync(it.env.DATABASE_URL, 'This is text.'.repeat(100))
    },
    finds: 'database-unusable',
    says: [/text\.db cannot be opened \(file is not a database\)/],
    args: zorg,
  },
  {
    name: 'a database of a newer version',
    break: (it) =>
      it.storage.db
        .insertInto('kysely_migration' as never)
        .values({ name: '9999-later', timestamp: '' } as never)
        .execute(),
    finds: 'database-newer',
    says: [/"9999-later"/],
    args: zorg,
  },
  {
    name: 'a database of an older version',
    break: (it) =>
      it.storage.db
        .deleteFrom('kysely_migration' as never)
        .where('name' as never, 'like', '0004%' as never)
        .execute(),
    finds: 'database-older',
    says: [/migrations are to come/, /vlinder serve/],
    args: zorg,
  },
  {
    name: 'a database without a community',
    break: async (it) => {
      await it.storage.db.deleteFrom('issuer').execute()
      await it.storage.db.deleteFrom('community').execute()
    },
    finds: 'community-missing',
    says: [/vlinder import/],
    args: () => [],
  },
  {
    name: 'a community by a name that is nearly right',
    break: () => {},
    finds: 'community-unknown',
    says: [/Is "zorg" meant\?/, /elders, zorg/],
    args: () => ['zrog'],
  },
  {
    name: 'a community that no page may use',
    break: (it) => community(it, { origins: '[]' }),
    finds: 'origins-missing',
    says: [/"origins": \["https:\/\/intranet\.example\.nl"\]/],
    args: zorg,
  },
  {
    name: 'an allowed origin with a default port, which no browser sends',
    break: (it) => community(it, { origins: JSON.stringify([it.host, 'http://Localhost:80']) }),
    finds: 'origin-never-sent',
    says: [/it sends "http:\/\/localhost"/, (it) => `"origins": ["${it.host}","http://localhost"]`],
    args: zorg,
  },
  {
    name: 'a community that trusts nobody',
    break: (it) => it.storage.db.deleteFrom('issuer').execute(),
    finds: 'issuer-missing',
    says: [/vlinder issuer add zorg/],
    args: zorg,
  },
  {
    name: 'a community that trusts only the development key',
    break: (it) => it.storage.db.updateTable('issuer').set({ position: 0 }).execute(),
    finds: 'issuer-development',
    says: [/vlinder issuer add zorg/],
    args: zorg,
  },
  {
    name: 'an issuer whose last key is over',
    break: (it) => issuer(it, { keys: [{ ...parsePublicKey(it.publicPem), until: now() - 5 }] }),
    finds: 'issuer-keys-over',
    says: [(it) => `vlinder issuer add zorg --issuer ${it.host}`],
    args: zorg,
  },
  {
    name: 'a key set in a private network',
    break: (it) => issuer(it, { keys: [], jwks: 'https://10.1.2.3/jwks.json' }),
    finds: 'key-set',
    says: [/its address is private/, /ALLOW_PRIVATE_ADDRESSES=/, /10\.1\.2\.3/],
    args: zorg,
  },
  {
    name: 'a key set with one kid twice',
    break(it) {
      const keys = [1, 2].map(() => ({
        ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }),
        kid: 'one',
      }))
      it.page = () => Response.json({ keys })
      return issuer(it, { keys: [], jwks: `${it.host}/jwks` })
    },
    finds: 'key-set',
    says: [/two keys with the same kid/, /a kid of its own/],
    args: zorg,
  },
  {
    name: 'a key set that is a page',
    break: (it) => issuer(it, { keys: [], jwks: `${it.host}/jwks` }),
    finds: 'key-set',
    says: [/it is no key set/, (it) => `${it.host}/jwks`],
    args: zorg,
  },
  {
    name: 'a shared secret that is not set',
    break: (it) => issuer(it, { keys: [], secretEnv: 'VLINDER_NOT_SET' }),
    finds: 'secret-missing',
    says: [/VLINDER_NOT_SET/, /openssl rand -hex 32/],
    args: zorg,
  },
  {
    name: 'a shared secret that is too short',
    break(it) {
      process.env.VLINDER_SHORT = 'hush'
      return issuer(it, { keys: [], secretEnv: 'VLINDER_SHORT' })
    },
    finds: 'secret-weak',
    says: [/VLINDER_SHORT/, /256 bits/],
    args: zorg,
  },
]

const BETWEEN: Broken[] = [
  {
    name: 'a server that does not run',
    break: (it) => Object.assign(it.env, { PUBLIC_URL: it.nobody }),
    finds: 'server-unreachable',
    says: [/ECONNREFUSED/, (it) => it.nobody],
    args: zorg,
  },
  {
    name: 'another program at PUBLIC_URL',
    break: (it) => Object.assign(it.env, { PUBLIC_URL: it.host }),
    finds: 'server-not-vlinder',
    says: [/text\/html/, (it) => `${it.host}/healthz`],
    args: zorg,
  },
  {
    name: 'a proxy that sends http to https',
    break: (it) =>
      Object.assign(it, {
        proxy: (request: Request) =>
          Response.redirect(request.url.replace('http://localhost', 'https://community.example.nl'), 301),
      }),
    finds: 'server-redirects',
    says: [/PUBLIC_URL=https:\/\/community\.example\.nl/],
    args: zorg,
  },
  {
    name: 'a server on another database',
    break: async (it) => {
      const next = it.proxy
      it.proxy = (request, app) =>
        next(new Request(request.url.replace('/zorg/', '/verpleging/'), request), app)
    },
    finds: 'server-differs',
    says: [/another database/, /DATABASE_URL/],
    args: zorg,
  },
  {
    name: 'a script that is not passed on',
    break: (it) =>
      Object.assign(it, {
        proxy: (request: Request, next: (r: Request) => Response) =>
          request.url.includes('/sdk/') ? new Response('', { status: 404 }) : next(request),
      }),
    finds: 'sdk-missing',
    says: [/answers 404/, (it) => `${it.server}/sdk/v1/vlinder.js`],
    args: zorg,
  },
  {
    name: 'a script with the type of text',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { url }) => url.includes('/sdk/') && headers.set('content-type', 'text/plain'),
        ),
      }),
    finds: 'sdk-type',
    says: [/text\/plain/, /Content-Type: text\/javascript/],
    args: zorg,
  },
  {
    name: 'a script whose CORS header is gone',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { url }) => url.includes('/sdk/') && headers.delete('access-control-allow-origin'),
        ),
      }),
    finds: 'sdk-cors',
    says: [/Access-Control-Allow-Origin: \*/],
    args: zorg,
  },
  {
    name: 'a script that a page with require-corp blocks',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { url }) =>
            url.includes('/sdk/') && headers.set('cross-origin-resource-policy', 'same-origin'),
        ),
      }),
    finds: 'coep-blocks',
    says: [/Cross-Origin-Resource-Policy: cross-origin/, /same-origin/],
    args: zorg,
  },
  {
    name: 'a proxy that eats OPTIONS',
    break: (it) =>
      Object.assign(it, {
        proxy: (request: Request, next: (r: Request) => Response) =>
          request.method === 'OPTIONS' ? new Response('', { status: 405 }) : next(request),
      }),
    finds: 'preflight-refused',
    says: [/gets 405/, /pass OPTIONS on/],
    args: zorg,
  },
  {
    name: 'a firewall that drops OPTIONS',
    break: (it) =>
      Object.assign(it, {
        proxy: (request: Request, next: (r: Request) => Response) =>
          request.method === 'OPTIONS' ? DROPPED : next(request),
      }),
    finds: 'preflight-refused',
    says: [/A preflight cannot be reached/, /no answer/, /firewall/],
    args: zorg,
  },
  {
    name: 'a proxy that allows fewer headers',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { method }) =>
            method === 'OPTIONS' && headers.set('access-control-allow-headers', 'content-type, *'),
        ),
      }),
    finds: 'preflight-headers',
    says: [/does not allow authorization, idempotency-key, if-none-match/],
    args: zorg,
  },
  {
    name: 'a proxy that takes CORS headers away',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { method, url }) =>
            method !== 'OPTIONS' && url.includes('/api/') && headers.delete('access-control-allow-origin'),
        ),
      }),
    finds: 'cors-missing',
    says: [/An answer gets no Access-Control-Allow-Origin/],
    args: zorg,
  },
  {
    name: 'a proxy that adds CORS headers of its own',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { method, url }) =>
            method !== 'OPTIONS' &&
            url.includes('/api/') &&
            headers.append('access-control-allow-origin', '*'),
        ),
      }),
    finds: 'cors-changed',
    says: [(it) => `Access-Control-Allow-Origin: ${it.host}, *`, /both the server and a proxy set it/],
    args: zorg,
  },
  {
    name: 'a proxy that drops Authorization',
    break: (it) =>
      Object.assign(it, {
        proxy: (request: Request, next: (r: Request) => Response) => {
          const headers = new Headers(request.headers)
          headers.delete('authorization')
          return next(new Request(request, { headers }))
        },
      }),
    finds: 'proxy-drops-authorization',
    says: [/proxy_set_header Authorization/],
    args: zorg,
  },
  {
    name: 'a proxy that asks for a password itself',
    break: (it) =>
      Object.assign(it, {
        proxy: (request: Request, next: (r: Request) => Response) =>
          request.method === 'GET' && request.url.includes('/api/')
            ? new Response('<h1>401', {
                status: 401,
                headers: { 'www-authenticate': 'Basic realm="intranet"', 'content-type': 'text/html' },
              })
            : next(request),
      }),
    finds: 'proxy-answers',
    says: [/answers 401 \(text\/html\)/, /WWW-Authenticate: Basic realm="intranet"/],
    args: zorg,
  },
  {
    name: 'a proxy that keeps answers',
    break: (it) =>
      Object.assign(it, {
        proxy: answers((headers, { url }) => url.includes('/api/') && headers.set('age', '30')),
      }),
    finds: 'proxy-caches',
    says: [/Age: 30/, /proxy_cache off/],
    args: zorg,
  },
  {
    name: 'a proxy that says how long to keep answers',
    break: (it) =>
      Object.assign(it, {
        proxy: answers(
          (headers, { url }) => url.includes('/api/') && headers.set('cache-control', 'public, max-age=60'),
        ),
      }),
    finds: 'proxy-caches',
    says: [/Cache-Control: public, max-age=60/],
    args: zorg,
  },
  {
    name: 'a proxy that hides ETag and Retry-After',
    break: (it) =>
      Object.assign(it, { proxy: answers((headers) => headers.delete('access-control-expose-headers')) }),
    finds: 'proxy-strips',
    says: [/do not expose etag, retry-after/, /Access-Control-Expose-Headers: ETag, Retry-After, Location/],
    args: zorg,
  },
]

const PAGE: Broken[] = [
  {
    name: 'a page that nobody serves',
    break: () => {},
    finds: 'page-unreachable',
    says: [/ECONNREFUSED/],
    args: (it) => ['zorg', '--page', it.nobody],
  },
  {
    name: 'a page behind a sign-in elsewhere',
    break: (it) => Object.assign(it, { page: () => Response.redirect('https://login.example.nl/', 302) }),
    finds: 'page-not-shown',
    says: [/redirects to https:\/\/login\.example\.nl/, /--cookie-env/],
    args: (it) => ['zorg', '--page', it.host],
  },
  {
    name: 'a page without the script tag',
    break: (it) => Object.assign(it.script, { src: '/other.js' }),
    finds: 'script-missing',
    says: [(it) => `<script type="module" src="${it.server}/sdk/v1/vlinder.js" data-community="zorg"`],
  },
  {
    name: 'a page with two script tags',
    break: (it) =>
      Object.assign(it, { head: `<script type="module" src="${it.server}/sdk/v1/vlinder.js?v=2"></script>` }),
    finds: 'script-twice',
    says: [/2 times/, /Keep one/],
  },
  {
    name: 'a script tag that is no module',
    break: (it) => Object.assign(it.script, { type: undefined }),
    finds: 'script-not-module',
    says: [/type="module"/],
  },
  {
    name: 'a script tag of another port',
    break(it) {
      it.script.src = 'http://localhost:4600/sdk/v1/vlinder.js'
      return csp(it, '')
    },
    finds: 'script-other-server',
    says: [/port 4600 instead of/, (it) => `src="${it.server}/sdk/v1/vlinder.js"`],
  },
  {
    name: 'a data-server of another host',
    break: (it) => Object.assign(it.script, { 'data-server': 'https://community.example.nl/' }),
    finds: 'script-other-server',
    says: [(it) => `data-server="${it.server}"`],
  },
  {
    name: 'an attribute with a hyphen too few',
    break(it) {
      it.script['data-tokenurl'] = it.script['data-token-url']
      it.script['data-token-url'] = undefined
    },
    finds: 'script-attribute',
    says: [/"data-tokenurl", which is no setting/, /data-token-url="\/vlinder-token"/],
    also: ['script-token-url'],
  },
  {
    name: 'a community that is misspelt in the page',
    break: (it) => Object.assign(it.script, { 'data-community': 'zorgg' }),
    finds: 'script-community',
    says: [/no community "zorgg"/, /data-community="zorg"/],
  },
  {
    name: 'a community that is misspelt on an element',
    break: (it) => Object.assign(it, { body: '<vlinder-ask-peer community="zog"></vlinder-ask-peer>' }),
    finds: 'script-community',
    says: [/no community "zog"/],
  },
  {
    name: 'a page that names no token URL',
    break: (it) => Object.assign(it.script, { 'data-token-url': undefined }),
    finds: 'script-token-url',
    says: [/data-token-url="\/vlinder-token"/],
  },
  {
    name: 'a page whose origin is not allowed',
    break: (it) => community(it, { origins: JSON.stringify([it.host.replace('http', 'https')]) }),
    finds: 'origin-not-allowed',
    says: [
      /it says https:\/\/ instead of http:\/\//,
      (it) => `"origins": ["${it.host.replace('http', 'https')}","${it.host}"]`,
    ],
  },
  {
    name: 'a policy that blocks the script',
    break: (it) => csp(it, `script-src 'self' https://cdn.example.nl; connect-src *; img-src *`),
    finds: 'csp-script-src',
    says: [
      /The header Content-Security-Policy/,
      (it) => `script-src 'self' https://cdn.example.nl ${it.server}`,
    ],
  },
  {
    name: "a policy with 'strict-dynamic' and a tag without the nonce",
    break: (it) => csp(it, `script-src 'nonce-abc' 'strict-dynamic' ${it.server}`),
    finds: 'csp-script-src',
    says: [/'strict-dynamic' takes nonces only/, /nonce="\.\.\."/],
  },
  {
    name: 'a policy that blocks requests to the server',
    break: (it) => csp(it, `connect-src 'self'`),
    finds: 'csp-connect-src',
    says: [/requests to the server/, (it) => `connect-src 'self' ${it.server}`],
  },
  {
    name: 'a policy in a tag that blocks photos',
    break: (it) =>
      Object.assign(it, {
        head: `<meta http-equiv="Content-Security-Policy" content="img-src 'self' data:">`,
      }),
    finds: 'csp-img-src',
    says: [/The <meta http-equiv/, (it) => `img-src 'self' data: ${it.server}`],
  },
  {
    name: 'a policy that knows only a default',
    break: (it) => csp(it, `default-src 'self'; script-src ${it.server}; img-src ${it.server}`),
    finds: 'csp-connect-src',
    says: [/default-src does not allow/, (it) => `connect-src 'self' ${it.server}`],
  },
  {
    name: 'a policy that lets Lit make no Trusted Types policy',
    break: (it) => csp(it, `require-trusted-types-for 'script'; trusted-types dompurify`),
    finds: 'csp-trusted-types',
    says: [/trusted-types dompurify lit-html/],
  },
  {
    name: 'a sandbox that takes the origin away',
    break: (it) => csp(it, 'sandbox allow-scripts'),
    finds: 'csp-sandbox',
    says: [/sandbox allow-scripts allow-same-origin/],
  },
  {
    name: 'a host whose clock is five minutes ahead',
    break: (it) => Object.assign(it.pageHeaders, { date: new Date(Date.now() + 300_000).toUTCString() }),
    finds: 'clock-skew',
    says: [/(29|30)\d s ahead of this one/, (it) => new URL(it.host).host],
  },
]

const tokens = (answer: () => Response) => (it: Setup) => Object.assign(it, { tokens: answer })

const TOKEN_URL: Broken[] = [
  {
    name: 'a token URL that nobody serves',
    break: (it) => {
      it.script['data-token-url'] = `${it.nobody}/token`
      csp(it, '')
    },
    finds: 'token-url-unreachable',
    says: [/ECONNREFUSED/],
  },
  {
    name: 'a token URL that takes no POST',
    break: tokens(() => new Response('', { status: 405, headers: { allow: 'GET' } })),
    finds: 'token-url-method',
    says: [/answers 405, and allows GET/],
  },
  {
    name: 'a token URL that redirects to the sign-in page',
    break: tokens(() => new Response('', { status: 302, headers: { location: '/login' } })),
    finds: 'token-url-redirect',
    says: [/\(302\) to \/login/, /Answer 401/],
  },
  {
    name: 'a token URL that shows the sign-in page',
    break: tokens(() => new Response('<!doctype html><form>', { headers: { 'content-type': 'text/html' } })),
    finds: 'token-url-html',
    says: [/200 with an HTML page/, /Answer 401/],
  },
  {
    name: 'a token URL that fails',
    break: tokens(() => new Response('', { status: 500 })),
    finds: 'token-url-status',
    says: [/answers 500/],
  },
  {
    name: 'a token URL behind CSRF protection',
    break: tokens(() => new Response('', { status: 403 })),
    finds: 'token-url-signed-out',
    says: [/403, though a cookie was sent/, /CSRF/],
  },
  {
    name: 'a token URL that answers the token alone',
    break: (it) => Object.assign(it, { tokens: () => new Response(tokenOf(it)) }),
    finds: 'token-url-json',
    says: [/but the token alone/, /\{"token": "<assertion>"\}/],
  },
  {
    name: 'a token URL that calls the token something else',
    break: tokens(() => Response.json({ access_token: 'x', expires_in: 300 })),
    finds: 'token-url-no-token',
    says: [/fields: access_token, expires_in/],
  },
  {
    name: 'a token URL whose answer may be kept',
    break: (it) => Object.assign(it, { tokens: () => Response.json({ token: tokenOf(it) }) }),
    finds: 'token-url-cacheable',
    says: [/Cache-Control: no-store/],
  },
  {
    name: 'a token URL of another origin with CORS for everybody',
    break(it) {
      it.script['data-token-url'] = `${it.host.replace('localhost', '127.0.0.1')}/vlinder-token`
      it.tokens = () =>
        Response.json(
          { token: tokenOf(it) },
          { headers: { 'cache-control': 'no-store', 'access-control-allow-origin': '*' } },
        )
      csp(it, '')
    },
    finds: 'token-url-cors',
    says: [
      /\* does not go with cookies/,
      (it) => `Access-Control-Allow-Origin: ${it.host} and Access-Control-Allow-Credentials: true`,
    ],
  },
]

const TOKEN: Broken[] = [
  {
    name: 'a token that is encrypted',
    break: tokens(() => Response.json({ token: 'a.b.c.d.e' }, { headers: { 'cache-control': 'no-store' } })),
    finds: 'token-unreadable',
    says: [/encrypted \(a JWE\)/],
  },
  {
    name: 'a token with Bearer before it',
    break: (it) =>
      Object.assign(it, {
        tokens: () =>
          Response.json({ token: `Bearer ${tokenOf(it)}` }, { headers: { 'cache-control': 'no-store' } }),
      }),
    finds: 'token-unreadable',
    says: [/begins with "Bearer"/],
  },
  {
    name: 'a token that names where its key is',
    break: (it) => Object.assign(it.header, { jku: 'https://evil.example/jwks', crit: ['b64'] }),
    finds: 'token-header',
    says: [/may not hold crit, jku/],
  },
  {
    name: 'an access token instead of an assertion',
    break: (it) => Object.assign(it.header, { typ: 'at+jwt' }),
    finds: 'token-typ',
    says: [/OAuth access token/, /"typ": "JWT"/],
  },
  {
    name: 'a token signed with a secret where a key is registered',
    break(it) {
      it.header.alg = 'HS256'
      it.sign = (data) => createHmac('sha256', it.publicPem).update(data).digest()
    },
    finds: 'token-alg',
    says: [/must be EdDSA/, /shared secret/, /"HS256"/],
  },
  {
    name: 'a token with the kid of no key',
    break: (it) => Object.assign(it.header, { kid: 'intranet-1' }),
    finds: 'token-kid',
    says: [/is not a key of/, /or leave it out/, /"intranet-1"/],
  },
  {
    name: 'a token without a kid while its issuer has two keys',
    break: (it) => issuer(it, { keys: [parsePublicKey(it.publicPem), ...generated()] }),
    finds: 'token-kid',
    says: [/has 2 keys/, /"kid": one of /],
  },
  {
    name: 'an iss with a slash too many',
    break: (it) => token(it, { iss: `${it.host}/` }),
    finds: 'token-iss',
    says: [/a slash too many at its end/, (it) => `"iss": "${it.host}"`],
  },
  {
    name: 'an iss that nobody knows',
    break: (it) => token(it, { iss: 'https://elsewhere.example' }),
    finds: 'token-iss',
    says: [/vlinder issuer add zorg --issuer https:\/\/elsewhere\.example/],
  },
  {
    name: 'an aud with a slash too many',
    break: (it) => token(it, { aud: `${it.server}/` }),
    finds: 'token-aud',
    says: [/a slash too many/, (it) => `"aud": "${it.server}"`],
  },
  {
    name: 'an aud with https instead of http',
    break: (it) => token(it, { aud: it.server.replace('http:', 'https:') }),
    finds: 'token-aud',
    says: [/it says https:\/\/ instead of http:\/\//],
  },
  {
    name: 'an aud without the port',
    break: (it) => token(it, { aud: 'http://localhost' }),
    finds: 'token-aud',
    says: [/it has no port instead of port/],
  },
  {
    name: 'a token for two audiences',
    break: (it) => token(it, { aud: [it.server, 'https://other.example'] }),
    finds: 'token-aud',
    says: [/for several audiences/],
  },
  {
    name: 'a token without iat',
    break: (it) => token(it, { iat: undefined }),
    finds: 'token-claim',
    says: [/has no iat/],
  },
  {
    name: 'a token whose exp is a text',
    break: (it) => token(it, { exp: new Date().toISOString() }),
    finds: 'token-claim',
    says: [/exp must be a number, not string/],
  },
  {
    name: 'a token without sub',
    break: (it) => token(it, { sub: undefined }),
    finds: 'token-claim',
    says: [/sub must be a text/],
  },
  {
    name: 'a token with times in milliseconds',
    break: (it) => token(it, { iat: Date.now(), exp: Date.now() + 300_000 }),
    finds: 'token-milliseconds',
    says: [/in milliseconds/],
    also: ['token-milliseconds'],
  },
  {
    name: 'a token that lives for an hour',
    break: (it) => token(it, { exp: now() + 3600 }),
    finds: 'token-lifetime',
    says: [/lives 3600 s/, /600 s is the most/],
  },
  {
    name: 'a host whose clock is 200 s ahead',
    break: (it) => token(it, { iat: now() + 200, exp: now() + 400 }),
    finds: 'token-future',
    says: [/(19\d|200) s in the future/, /NTP/],
  },
  {
    name: 'a host that takes local time for UTC',
    break: (it) => token(it, { iat: now() + 7200, exp: now() + 7500 }),
    finds: 'token-future',
    says: [/by 2 h, so local time was probably taken for UTC/],
  },
  {
    name: 'a host whose clock is 900 s behind',
    break: (it) => token(it, { iat: now() - 900, exp: now() - 600 }),
    finds: 'token-expired',
    says: [/clock is about 9\d\d s behind/],
  },
  {
    name: 'an e-mail address for a name',
    break: (it) => token(it, { name: 'm.aalbers@delinde.example' }),
    finds: 'token-name',
    says: [/name is an e-mail address/],
  },
  {
    name: 'a token without a name',
    break: (it) => token(it, { name: '' }),
    finds: 'token-name',
    says: [/missing or empty/],
  },
  {
    name: 'an e-mail address for an id',
    break: (it) => token(it, { sub: 'm.aalbers@delinde.example' }),
    finds: 'token-sub',
    says: [/looks like an e-mail address/],
  },
  {
    name: 'a token signed with another key',
    break: (it) =>
      Object.assign(it, { key: it.key, sign: (data: Buffer) => sign(null, data, OTHER.privateKey) }),
    finds: 'token-signature',
    says: [/not signed with the key/, /thumbprint /],
  },
  {
    name: 'a claim that the server cannot use',
    break: (it) => token(it, { picture: 'not a url' }),
    finds: 'token-refused',
    says: [/picture cannot be used/],
  },
  {
    name: 'a person whom the issuer may not bring in',
    break: (it) => issuer(it, { admit: 'listed' }),
    finds: 'member-not-admitted',
    says: [/admits listed/, /"subject"/],
  },
  {
    name: 'a member who has left',
    break: async ({ storage, host }) => {
      const who = {
        community: 'zorg',
        id: 'm-1',
        name: 'M',
        about: '',
        joined: '',
        role: 'member' as const,
        own: '[]',
      }
      await storage.db
        .insertInto('member')
        .values({ ...who, active: 0 })
        .execute()
      await storage.db
        .insertInto('identity')
        .values({ community: 'zorg', issuer: host, subject: 'm-1', member: 'm-1' })
        .execute()
    },
    finds: 'member-inactive',
    says: [/vlinder member activate zorg/],
  },
]

const TENANT = '11111111-2222-3333-4444-555555555555'
const OTHER = generateKeyPairSync('ed25519')
const generated = () => [parsePublicKey(OTHER.publicKey.export({ type: 'spki', format: 'pem' }) as string)]

const BROKEN = [...OURS, ...BETWEEN, ...PAGE, ...TOKEN_URL, ...TOKEN]

for (const { name, break: damage, finds, says, args, also = [] } of BROKEN) {
  test(`${name} is found, and nothing else`, async (t) => {
    const it = await setup(t)
    await damage(it, t)
    const { code, findings, names } = await it.run(...(args?.(it) ?? []))
    assert.deepEqual(names.toSorted(), [finds, ...also].toSorted(), JSON.stringify(findings, null, 2))
    assert.equal(code, [finds, ...also].some((one) => FINDINGS[one] === 'wrong') ? 1 : 0)
    const { what, found = '', fix } = findings.find((one) => one.name === finds)!
    const said = [what, found, fix].join('\n')
    for (const one of says) {
      const wanted = typeof one === 'function' ? one(it) : one
      assert.ok(
        typeof wanted === 'string' ? said.includes(wanted) : wanted.test(said),
        `${said}\nlacks ${wanted}`,
      )
    }
  })
}

test('every finding is reproduced here, and explained in docs/doctor.md', () => {
  const docs = readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8')
  const reproduced = BROKEN.flatMap(({ finds, also = [] }) => [finds, ...also])
  const elsewhere = ['database-read-only', 'mixed-content']
  for (const name of Object.keys(FINDINGS) as FindingName[]) {
    assert.ok(reproduced.includes(name) || elsewhere.includes(name), `${name} is not reproduced`)
    assert.ok(docs.includes(`| \`${name}\` |`), `${name} is not explained`)
  }
})

/** Somebody who has been here before, so that the server can be asked in their name. */
const comeIn = async ({ storage, host }: Setup) => {
  const who = {
    community: 'zorg',
    id: 'm-1',
    name: 'M',
    about: '',
    joined: '',
    role: 'member' as const,
    own: '[]',
  }
  await storage.db
    .insertInto('member')
    .values({ ...who, active: 1 })
    .execute()
  await storage.db
    .insertInto('identity')
    .values({ community: 'zorg', issuer: host, subject: 'm-1', member: 'm-1' })
    .execute()
}

test('a set-up that is well for a member gives no finding either', async (t) => {
  const it = await setup(t)
  await comeIn(it)
  assert.deepEqual((await it.run()).names, [])
})

test('a proxy that takes ETag away is found by asking as a member', async (t) => {
  const it = await setup(t)
  await comeIn(it)
  it.proxy = answers((headers) => headers.delete('etag'))
  const { names, findings } = await it.run()
  assert.deepEqual(names, ['proxy-strips'])
  assert.match(findings[0]!.what, /takes ETag/)
})

test('a server that runs with other settings is found by asking as a member', async (t) => {
  const it = await setup(t)
  await comeIn(it)
  const problem = { type: 'urn:vlinder:problem:token-invalid', title: '', status: 401 }
  it.proxy = (request, next) =>
    request.headers.get('authorization')?.includes('ey')
      ? Response.json(problem, { status: 401 })
      : next(request)
  const { names, findings } = await it.run()
  assert.deepEqual(names, ['server-differs'])
  assert.match(findings[0]!.what, /refuses the token \(token-invalid\)/)
})

test('a token of an Entra tenant is held beside its own rules', async (t) => {
  const it = await setup(t)
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const entra = { tenant: TENANT, audience: TENANT, scope: 'access_as_user' }
  it.page = () => Response.json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig' }] })
  await issuer(it, { issuer: it.host, keys: [], jwks: `${it.host}/keys`, entra })
  Object.assign(it.header, { alg: 'RS256', kid: 'k' })
  it.sign = (data) => sign('sha256', data, privateKey)
  token(it, { aud: TENANT, ver: '2.0', tid: TENANT, oid: TENANT, scp: 'access_as_user', exp: now() + 4000 })
  assert.deepEqual(
    (await it.run('zorg', '--token-url', `${it.host}/vlinder-token`, '--cookie-env', 'COOKIE')).names,
    [],
  )
  token(it, { aud: it.server })
  const { findings } = await it.run(
    'zorg',
    '--token-url',
    `${it.host}/vlinder-token`,
    '--cookie-env',
    'COOKIE',
  )
  assert.deepEqual(
    findings.map(({ name, fix }) => [name, fix]),
    [['token-aud', `"aud": "${TENANT}"`]],
  )
})

test('a page whose members sign in through the server needs no token URL', async (t) => {
  const it = await setup(t)
  Object.assign(it.script, { 'data-token-url': undefined, 'data-sign-in': '' })
  assert.deepEqual((await it.run()).names, [])
})

test('a person who comes for the first time is not made a member by the doctor', async (t) => {
  const it = await setup(t)
  assert.equal((await it.run()).code, 0)
  assert.deepEqual(await it.storage.db.selectFrom('member').selectAll().execute(), [])
})

test('a page of https with a script of http is found', () => {
  const page = new URL('https://intranet.example.nl/')
  const html = readPage(
    '<script type=module src=http://c.example.nl/sdk/v1/vlinder.js data-community=a data-token-url=/t>',
    page,
  )
  const [found, ...others] = tagFindings({ html, page, publicUrl: 'http://c.example.nl', communities: [] })
  assert.deepEqual(
    [found?.name, found?.fix, others],
    ['mixed-content', 'src="https://c.example.nl/sdk/v1/vlinder.js"', []],
  )
})

test('a database that cannot be written is found', {
  skip: process.getuid?.() === 0 && 'root writes anywhere',
}, async (t) => {
  const it = await setup(t)
  chmodSync(it.folder, 0o555)
  t.after(() => chmodSync(it.folder, 0o755))
  assert.deepEqual((await it.run('zorg')).names, ['database-read-only'])
})

test('the cookie goes to no other host that a page names as its token URL, unless one says so', async (t) => {
  const it = await setup(t)
  const elsewhere = `${it.server}/vlinder-token`
  const cookies: (string | null)[] = []
  it.proxy = (request, next) => {
    if (new URL(request.url).pathname === '/vlinder-token') cookies.push(request.headers.get('cookie'))
    return next(request)
  }
  it.script['data-token-url'] = elsewhere
  await it.run()
  await it.run('zorg', '--page', `${it.host}/page`, '--token-url', elsewhere, '--cookie-env', 'COOKIE')
  assert.deepEqual(cookies, [null, 'session=1'])
})

test('where a token URL redirects to is shown without what its query holds', async (t) => {
  const it = await setup(t)
  const location = 'https://login.example.nl/sign-in?state=geheim#geheim'
  it.tokens = () => new Response(null, { status: 302, headers: { location } })
  const { output, names } = await it.run()
  assert.deepEqual(names, ['token-url-redirect'])
  assert.match(output, /https:\/\/login\.example\.nl\/sign-in/)
  assert.ok(!output.includes('geheim'))
})

test('neither a token nor a name nor a cookie is ever printed', async (t) => {
  const it = await setup(t)
  const file = join(it.folder, 'token')
  Object.assign(it.claims, {
    sub: 'geheim@example.nl',
    name: 'Geheim',
    iat: 1,
    exp: 2,
    email: 'geheim@example.nl',
  })
  const given = tokenOf(it)
  writeFileSync(file, given)
  const { output, names } = await it.run('zorg', '--token-file', file, '--cookie-env', 'COOKIE')
  assert.deepEqual(names, ['token-sub', 'token-expired'])
  for (const part of [...given.split('.'), 'geheim', 'Geheim', 'session=1'])
    assert.ok(!output.includes(part), part)
})

test('a token that somebody put into the page is not printed either', async (t) => {
  const it = await setup(t)
  const given = tokenOf(it)
  Object.assign(it.script, { 'data-token-url': undefined, 'data-token': given })
  const { output, names } = await it.run()
  assert.ok(names.includes('script-attribute'))
  for (const part of given.split('.')) assert.ok(!output.includes(part), part)
})

/** The command as a process of its own. */
async function vlinder(it: Setup, args: string[], stdin = '') {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), 'doctor', ...args], {
    env: { ...process.env, ...it.env, COOKIE: 'session=1' },
  })
  child.stdin.end(stdin)
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => {
    said.stdout += text
  })
  child.stderr.on('data', (text) => {
    said.stderr += text
  })
  const [status] = await once(child, 'close')
  return { status, ...said }
}

test('the command says in sentences what it looked at, what is wrong and what to paste', async (t) => {
  const it = await setup(t)
  Object.assign(it.script, { type: 'text/javascript' })
  const { status, stdout, stderr } = await vlinder(it, ['zorg', '--page', it.host, '--cookie-env', 'COOKIE'])
  assert.deepEqual([status, stderr], [1, ''])
  assert.match(stdout, /^✔ Configuration\n✔ Database .*\n✔ Community zorg\n✔ Server at/)
  assert.match(
    stdout,
    /✖ Page .*\n {4}✖ The script tag is no module.* \[script-not-module\]\n {8}found: type="text\/javascript"\n {8}fix: {3}type="module"\n/,
  )
  assert.match(stdout, /\n1 thing is wrong\. docs\/doctor\.md explains/)
})

test('a token is read from standard input', async (t) => {
  const it = await setup(t)
  const good = await vlinder(it, ['zorg', '--token-file', '-'], `${tokenOf(it)}\n`)
  assert.deepEqual([good.status, good.stderr], [0, ''])
  assert.match(good.stdout, /✔ Token\n\nNothing is wrong\.\n$/)
})

test('what the doctor cannot be asked is refused with a sentence', async (t) => {
  const it = await setup(t)
  for (const [args, sentence] of [
    [['--page', 'intranet'], /^--page must be an http or https address/],
    [
      ['--page', it.host, '--cookie-env', 'UNSET_COOKIE'],
      /^--cookie-env takes the name of a variable.*UNSET_COOKIE holds none/,
    ],
    [['--token-file', join(it.folder, 'nowhere')], /^--token-file: ENOENT/],
  ] as const) {
    const { status, stderr } = await vlinder(it, [...args])
    assert.equal(status, 1)
    assert.match(stderr, sentence)
  }
  assert.deepEqual([(await vlinder(it, ['--help'])).status, (await vlinder(it, ['a', 'b'])).status], [0, 2])
})
