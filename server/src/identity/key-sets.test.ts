/** Key sets that issuers publish: fetched, kept, fetched again, and what happens when they cannot be. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import type { JWK } from 'jose'
import { createApp } from '../app.ts'
import { allowedAddresses } from '../http/addresses.ts'
import { createLog } from '../serve.ts'
import { AUDIENCE, community, ISSUER } from '../testing.ts'
import { saveIssuer } from './issuers.ts'
import { forged, goodClaims, meWith } from './testing.ts'

const ed = () => generateKeyPairSync('ed25519')
const publicJwk = (pair: ReturnType<typeof ed>, more: object = {}): JWK => ({
  ...(pair.publicKey.export({ format: 'jwk' }) as JWK),
  ...more,
})

/** A community whose issuer publishes a key set on loopback; `site.keys` and `site.answer` change what it says. */
async function published(t: TestContext, keys: JWK[]) {
  const site = {
    keys,
    requests: 0,
    headers: {} as Record<string, string>,
    answer: undefined as ((req: IncomingMessage, res: ServerResponse) => void) | undefined,
    url: '',
  }
  const server = createServer((req, res) => {
    site.requests++
    if (site.answer) return site.answer(req, res)
    res.writeHead(200, site.headers).end(JSON.stringify({ keys: site.keys }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  const { app, storage, token } = await community()
  const trust = (jwks: string) =>
    saveIssuer(storage.db, 'zorg', { issuer: ISSUER, keys: [], jwks, roles: {}, admit: 'all' })
  await trust(site.url)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  let nonce = 0
  const me = (pair: ReturnType<typeof ed>, kid?: string, alg = 'EdDSA') => {
    const claims = { ...goodClaims(), jti: String(nonce++) }
    return meWith(app, forged({ alg, kid }, claims, pair.privateKey))
  }
  return { app, storage, site, me, trust, token, wait: (s: number) => t.mock.timers.tick(s * 1000) }
}

const down = (_: IncomingMessage, res: ServerResponse) => void res.writeHead(500).end()

test('a key at the address of a key set is believed, and fetched once for many', async (t) => {
  const pair = ed()
  const { site, me } = await published(t, [publicJwk(pair, { kid: 'a' })])
  const answers = await Promise.all([me(pair, 'a'), me(pair, 'a'), me(pair)])
  assert.deepEqual([...answers.map(({ status }) => status), site.requests], [200, 200, 200, 1])
})

test('among several keys the token names one; one of a kind may be left unnamed', async (t) => {
  const [a, b] = [ed(), ed()]
  const { me } = await published(t, [publicJwk(a, { kid: 'a' }), publicJwk(b, { kid: 'b' })])
  assert.equal((await me(b, 'b')).status, 200)
  assert.match((await me(b, 'a')).detail, /signature/)
  assert.match((await me(b)).detail, /several keys/)
})

test('an unknown kid fetches the set again, once a minute at most', async (t) => {
  const [a, b] = [ed(), ed()]
  const { site, me, wait } = await published(t, [publicJwk(a, { kid: 'a' })])
  await me(a, 'a')
  site.keys = [publicJwk(a, { kid: 'a' }), publicJwk(b, { kid: 'b' })]
  wait(59)
  assert.match((await me(b, 'b')).detail, /kid is not a key/)
  assert.equal(site.requests, 1)
  wait(2)
  assert.equal((await me(b, 'b')).status, 200)
  for (const kid of ['c', 'd', 'e']) assert.equal((await me(b, kid)).status, 401)
  assert.equal(site.requests, 2)
})

for (const [said, kept] of [
  ['', 600],
  ['max-age=5', 600],
  ['no-store', 600],
  ['public, max-age=3600', 3_600],
  ['max-age=9999999', 86_400],
] as const) {
  test(`a set with "${said}" is kept for ${kept} seconds`, async (t) => {
    const pair = ed()
    const { site, me, wait } = await published(t, [publicJwk(pair, { kid: 'a' })])
    site.headers = said ? { 'cache-control': said } : {}
    await me(pair, 'a')
    wait(kept - 1)
    assert.equal((await me(pair, 'a')).status, 200)
    assert.equal(site.requests, 1)
    wait(2)
    assert.equal((await me(pair, 'a')).status, 200)
    assert.equal(site.requests, 2)
  })
}

test('a key that left the set is believed no more, for remembered tokens too', async (t) => {
  const [a, b] = [ed(), ed()]
  const { app, site, me, wait } = await published(t, [publicJwk(a, { kid: 'a' })])
  const post = (token: string) =>
    app.request('/api/v1/communities/zorg/text/preview', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"text":"a"}',
    })
  const remembered = forged({ alg: 'EdDSA', kid: 'a' }, goodClaims(), a.privateKey)
  assert.notEqual((await post(remembered)).status, 401)
  site.keys = [publicJwk(b, { kid: 'b' })]
  wait(61)
  assert.equal((await me(b, 'b')).status, 200)
  assert.equal((await post(remembered)).status, 401)
})

test('while the set cannot be fetched, what is kept counts within its age, and then it is a 503', async (t) => {
  const pair = ed()
  const { site, me, wait } = await published(t, [publicJwk(pair, { kid: 'a' })])
  assert.equal((await me(pair, 'a')).status, 200)
  site.answer = down
  wait(599)
  assert.equal((await me(pair, 'a')).status, 200)
  wait(2)
  const { status, problem, headers } = await me(pair, 'a')
  assert.deepEqual([status, problem], [503, 'unavailable'])
  assert.equal(headers.get('retry-after'), '10')
  site.answer = undefined
  wait(10)
  assert.equal((await me(pair, 'a')).status, 200)
})

test('a set that never came is a 503, tried again every ten seconds at most', async (t) => {
  const pair = ed()
  const { site, me, wait } = await published(t, [])
  site.answer = down
  for (const _ of [1, 2, 3]) assert.equal((await me(pair, 'a')).status, 503)
  assert.equal(site.requests, 1)
  wait(10)
  assert.equal((await me(pair, 'a')).status, 503)
  assert.equal(site.requests, 2)
})

test('a kid that is unknown while the set cannot be fetched is a 503: it may be a new key', async (t) => {
  const [a, b] = [ed(), ed()]
  const { site, me, wait } = await published(t, [publicJwk(a, { kid: 'a' })])
  await me(a, 'a')
  site.answer = down
  wait(61)
  assert.equal((await me(b, 'b')).status, 503)
  assert.equal((await me(a, 'a')).status, 200)
})

test('a set that says nothing sensible is a 503', async (t) => {
  const pair = ed()
  const { site, me, wait } = await published(t, [])
  const bodies = [
    '',
    'null',
    '[]',
    '{}',
    '{"keys":{}}',
    '{"keys":[null]}',
    '{"keys":[5]}',
    '{"keys":[]}',
    '<html>',
  ]
  for (const body of [...bodies, `{"keys":[{}]}`, `{"keys":[],"pad":"${'x'.repeat(65_536)}"}`]) {
    site.answer = (_, res) => void res.end(body)
    wait(11)
    assert.equal((await me(pair, 'a')).status, 503, body.slice(0, 40))
  }
})

test('a set that is too long, or comes with a failure, is not used however good it looks', async (t) => {
  const pair = ed()
  const { site, me, wait } = await published(t, [])
  const keys = [publicJwk(pair, { kid: 'a' })]
  for (const [status, pad] of [
    [200, 65_536],
    [404, 0],
    [500, 0],
    [203, 0],
  ] as const) {
    site.answer = (_, res) => void res.writeHead(status).end(JSON.stringify({ keys, pad: 'x'.repeat(pad) }))
    wait(11)
    assert.equal((await me(pair, 'a')).status, 503, String(status))
  }
})

test('a set with two keys of one name is refused as a whole', async (t) => {
  const [a, b] = [ed(), ed()]
  const { me } = await published(t, [publicJwk(a, { kid: 'a' }), publicJwk(b, { kid: 'a' })])
  assert.equal((await me(a, 'a')).status, 503)
})

test('a set that shows a private key or a secret is refused as a whole', async (t) => {
  const pair = ed()
  const open = [pair.privateKey.export({ format: 'jwk' }) as JWK, { kty: 'oct', k: 'c2VjcmV0', kid: 's' }]
  for (const jwk of open) {
    const { me } = await published(t, [publicJwk(pair, { kid: 'a' }), { ...jwk, kid: 's' }])
    assert.equal((await me(pair, 'a')).status, 503)
    t.mock.timers.reset()
  }
})

test('keys of other kinds and uses are passed over', async (t) => {
  const pair = ed()
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const rsaJwk = rsa.publicKey.export({ format: 'jwk' }) as JWK
  const { app, me } = await published(t, [
    publicJwk(ed(), { kid: 'enc', use: 'enc' }),
    publicJwk(ed(), { kid: 'ops', key_ops: ['sign'] }),
    { ...rsaJwk, kid: 'oaep', alg: 'RSA-OAEP', use: 'enc' },
    { ...rsaJwk, kid: 'pss', alg: 'PS256' },
    { ...rsaJwk, kid: 'rsa', use: 'sig', key_ops: ['verify'] },
    { ...(weak.publicKey.export({ format: 'jwk' }) as JWK), kid: 'weak' },
    publicJwk(pair, { kid: 'a', use: 'sig' }),
  ])
  assert.equal((await me(pair, 'a')).status, 200)
  const signed = (kid: string, key = rsa) =>
    forged({ alg: 'RS256', kid }, goodClaims(), key.privateKey, (data) =>
      signBytes('sha256', data, key.privateKey),
    )
  assert.equal((await meWith(app, signed('rsa'))).status, 200)
  for (const kid of ['oaep', 'pss', 'enc', 'ops'])
    assert.equal((await meWith(app, signed(kid))).status, 401, kid)
  assert.equal((await meWith(app, signed('weak', weak))).status, 401)
})

test('a key set elsewhere is called only when its address may be', async (t) => {
  const pair = ed()
  const { site, me, trust, storage } = await published(t, [publicJwk(pair, { kid: 'a' })])
  const redirecting = site.url
  site.answer = (_, res) => void res.writeHead(302, { location: 'http://localhost:1/' }).end()
  assert.equal((await me(pair, 'a')).status, 503)
  for (const url of [
    redirecting.replace('http:', 'https:'),
    'https://10.0.0.1/jwks',
    'http://example.nl/jwks',
  ]) {
    await trust(url)
    assert.equal((await me(pair, 'a')).status, 503, url)
  }
  const allowed = createApp({
    storage,
    config: { publicUrl: AUDIENCE, allowedAddresses: allowedAddresses('127.0.0.0/8')! },
    log: createLog('silent'),
  })
  const seen = site.requests
  await trust(redirecting)
  site.answer = undefined
  const token = forged({ alg: 'EdDSA', kid: 'a' }, goodClaims(), pair.privateKey)
  assert.equal((await meWith(allowed, token)).status, 200)
  assert.equal(site.requests, seen + 1)
})

test('a key that was registered before counts no more beside a key set', async (t) => {
  const pair = ed()
  const { app, token } = await published(t, [publicJwk(pair, { kid: 'a' })])
  assert.match((await meWith(app, await token('m-1'))).detail, /signature/)
})
