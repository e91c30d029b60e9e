/** How a token may be sent, how long it is remembered, and that a change counts at the next request. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import test from 'node:test'
import { type Problem, problemName } from '@vlinder/contract'
import { AUDIENCE, community, ISSUER } from '../testing.ts'
import { saveIssuer } from './issuers.ts'
import { parsePublicKey } from './keys.ts'
import { meWith, now } from './testing.ts'

const ME = '/api/v1/communities/zorg/me'

const anotherKey = () =>
  parsePublicKey(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string)

test('a request without a bearer token is a 401 that asks for one', async () => {
  const { app, token } = await community()
  const good = await token('m-1')
  const wrong = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Basic ${good}`,
    good,
    `Bearer ${good} ${good}`,
    `Bearer: ${good}`,
    `Bearer${good}`,
  ]
  for (const authorization of wrong) {
    const res = await app.request(ME, authorization === undefined ? {} : { headers: { authorization } })
    assert.equal(res.status, 401, `${authorization}`)
    assert.equal(res.headers.get('www-authenticate'), 'Bearer')
    assert.equal(problemName(((await res.json()) as Problem).type), 'token-missing')
  }
})

test('the word Bearer may be written in any case', async () => {
  const { app, token } = await community()
  for (const scheme of ['bearer', 'BEARER', 'Bearer '])
    assert.equal(
      (await app.request(ME, { headers: { authorization: `${scheme} ${await token('m-1')}` } })).status,
      200,
    )
})

test('a token in a cookie or a body counts for nothing', async () => {
  const { app, token } = await community()
  const good = await token('m-1')
  const cookie = await app.request(ME, { headers: { cookie: `token=${good}; access_token=${good}` } })
  assert.equal(cookie.status, 401)
  const form = await app.request(ME, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `access_token=${good}`,
  })
  assert.equal(form.status, 401)
})

test('a token in the address is refused, even beside a good one in the header', async () => {
  const { app, token } = await community()
  const authorization = `Bearer ${await token('m-1')}`
  for (const name of ['access_token', 'token', 'id_token', 'assertion', 'jwt', 'Access_Token', 'anything']) {
    const res = await app.request(`${ME}?${name}=${await token('m-1')}`, { headers: { authorization } })
    assert.equal(res.status, 401, name)
    assert.match(((await res.json()) as Problem).detail ?? '', /never belongs in an address/)
  }
  assert.equal((await app.request(`${ME}?access_token=x`, { headers: { authorization } })).status, 401)
})

test('a token is refused in every place of an address: in its path, after Bearer, in another address', async () => {
  const { app, token } = await community()
  const authorization = `Bearer ${await token('m-1')}`
  const other = encodeURIComponent(`https://intranet.example.nl/?t=${await token('m-1')}`)
  for (const address of [
    ME.replace('/me', `/members/${await token('m-1')}`),
    `${ME}?a=${encodeURIComponent(authorization)}`,
    `${ME}?a=${other}`,
    `${ME}?${await token('m-1')}`,
  ]) {
    const res = await app.request(address, { headers: { authorization } })
    assert.equal(res.status, 401, address)
    assert.match(((await res.json()) as Problem).detail ?? '', /never belongs in an address/)
  }
  assert.equal((await app.request(`${ME}?a=eyJhbGciOi.`, { headers: { authorization } })).status, 200)
})

test('a remembered token is refused once it has expired', async (t) => {
  // A whole second, as tokens count in those.
  t.mock.timers.enable({ apis: ['Date'], now: now() * 1000 })
  const { app, token } = await community()
  const good = await token('m-1', { exp: now() + 300 })
  assert.equal((await meWith(app, good)).status, 200)
  t.mock.timers.tick(359_000)
  assert.equal((await meWith(app, good)).status, 200)
  t.mock.timers.tick(2_000)
  assert.equal((await meWith(app, good)).problem, 'token-expired')
})

test('a remembered token is not remembered for another community', async () => {
  const { app, storage, token } = await community()
  const good = await token('m-1')
  assert.equal((await meWith(app, good, 'zorg')).status, 200)
  await storage.db.deleteFrom('issuer').where('community', '=', 'elders').execute()
  assert.equal((await meWith(app, good, 'elders')).status, 401)
})

test('a key that an issuer has no more is refused on the next request', async () => {
  const { app, storage, token } = await community()
  const good = await token('m-1')
  assert.equal((await meWith(app, good)).status, 200)
  await saveIssuer(storage.db, 'zorg', { issuer: ISSUER, keys: [anotherKey()], roles: {}, admit: 'all' })
  assert.match((await meWith(app, good)).detail, /signature/)
})

test('an issuer that was removed is refused on the next request', async () => {
  const { app, storage, token } = await community()
  const good = await token('m-1')
  assert.equal((await meWith(app, good)).status, 200)
  await storage.db.deleteFrom('issuer').where('community', '=', 'zorg').execute()
  assert.match((await meWith(app, good)).detail, /does not know/)
})

test('a changed allow-list of roles counts for a remembered token', async () => {
  const { app, storage, token, publicPem } = await community()
  const good = await token('m-f')
  assert.equal((await meWith(app, good)).item?.role, 'facilitator')
  const keys = [parsePublicKey(publicPem)]
  await saveIssuer(storage.db, 'zorg', {
    issuer: ISSUER,
    keys,
    roles: { facilitator: 'other' },
    admit: 'all',
  })
  assert.equal((await meWith(app, good)).item?.role, 'member')
})

test('a leaver is refused on the next request, with a remembered token too', async () => {
  const { app, storage, token } = await community()
  const good = await token('m-1')
  assert.equal((await meWith(app, good)).status, 200)
  const set = (active: number) =>
    storage.db.updateTable('member').set({ active }).where('id', '=', 'm-1').execute()
  await set(0)
  for (const one of [good, await token('m-1')]) {
    const { status, problem } = await meWith(app, one)
    assert.deepEqual([status, problem], [403, 'member-inactive'])
  }
  await set(1)
  assert.equal((await meWith(app, good)).status, 200)
})

test('a refusal repeats nothing of the token', async () => {
  const { app, token } = await community()
  const secret = 'sub-that-stays-inside'
  const bad = [await token(secret, { aud: `${AUDIENCE}/x` }), await token(secret, { exp: 1, iat: 1 })]
  for (const one of bad) {
    const res = await app.request(ME, { headers: { authorization: `Bearer ${one}` } })
    const said = JSON.stringify([...res.headers]) + (await res.text())
    assert.ok(!said.includes(secret) && !said.includes(one.split('.')[1]!))
  }
})
