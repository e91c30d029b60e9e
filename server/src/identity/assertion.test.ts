/** What an assertion must hold: each check, by a token that fails only it. */
import assert from 'node:assert/strict'
import { createHmac, createSecretKey, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import test from 'node:test'
import { SignJWT } from 'jose'
import { AUDIENCE, community, ISSUER } from '../testing.ts'
import { saveIssuer } from './issuers.ts'
import { parsePublicKey } from './keys.ts'
import { base64url, forged, goodClaims, meWith, now } from './testing.ts'

const refused = async (answer: ReturnType<typeof meWith>, detail: RegExp, problem = 'token-invalid') => {
  const { status, problem: name, detail: said, headers } = await answer
  assert.deepEqual([status, name], [problem === 'name-missing' ? 403 : 401, problem], said)
  assert.match(said, detail)
  if (status === 401) assert.equal(headers.get('www-authenticate'), 'Bearer error="invalid_token"')
}

for (const alg of ['EdDSA', 'ES256', 'RS256'] as const) {
  test(`an assertion signed with ${alg} is believed`, async () => {
    const { app, token } = await community({ alg })
    const { status, item } = await meWith(app, await token('m-1'))
    assert.deepEqual([status, item?.id], [200, 'm-1'])
  })

  test(`an assertion signed with another ${alg} key is refused`, async () => {
    const [{ app }, other] = await Promise.all([community({ alg }), community({ alg })])
    await refused(meWith(app, await other.token('m-1')), /signature/)
  })
}

test('a payload changed after signing is refused', async () => {
  const { app, token } = await community()
  const [header, , signature] = (await token('m-1')).split('.')
  await refused(meWith(app, `${header}.${base64url(goodClaims('m-f'))}.${signature}`), /signature/)
})

test('an unsigned token (alg none) is refused, with and without a signature', async () => {
  const { app, token } = await community()
  for (const alg of ['none', 'None', 'NONE', '']) {
    const unsigned = `${base64url({ alg })}.${base64url(goodClaims())}`
    await refused(meWith(app, `${unsigned}.`), /alg|JWT|header/)
    await refused(meWith(app, `${unsigned}.${(await token('m-1')).split('.')[2]}`), /alg/)
  }
})

test('a token without alg is refused', async () => {
  const { app, privateKey } = await community()
  await refused(meWith(app, forged({ typ: 'JWT' }, goodClaims(), privateKey)), /alg/)
})

test('HS256 signed with the public key, in any spelling, is refused', async () => {
  for (const alg of ['RS256', 'ES256', 'EdDSA'] as const) {
    const { app, privateKey, publicPem } = await community({ alg })
    const der = Buffer.from(publicPem.replace(/-----.*-----|\n/g, ''), 'base64')
    const jwk = JSON.stringify(parsePublicKey(publicPem))
    for (const secret of [Buffer.from(publicPem), Buffer.from(publicPem.trim()), der, Buffer.from(jwk)]) {
      const hmac = (data: Buffer) => createHmac('sha256', secret).update(data).digest()
      await refused(meWith(app, forged({ alg: 'HS256' }, goodClaims(), privateKey, hmac)), /alg must be/)
    }
  }
})

test('the algorithm is that of the key, whatever the token says', async () => {
  const { app, privateKey } = await community({ alg: 'RS256' })
  const pss = (data: Buffer) => signBytes('sha256', data, { key: privateKey, padding: 6, saltLength: 32 })
  await refused(meWith(app, forged({ alg: 'PS256' }, goodClaims(), privateKey, pss)), /alg must be RS256/)
  const sha512 = (data: Buffer) => signBytes('sha512', data, privateKey)
  await refused(meWith(app, forged({ alg: 'RS512' }, goodClaims(), privateKey, sha512)), /alg must be RS256/)
})

test('a key with alg Ed25519, the newer name of EdDSA, signs under both names', async () => {
  const { app, privateKey } = await community()
  for (const alg of ['EdDSA', 'Ed25519']) {
    assert.equal((await meWith(app, forged({ alg }, goodClaims(), privateKey))).status, 200, alg)
  }
})

test('typ is absent or JWT, in capitals or not', async () => {
  const { app, privateKey } = await community()
  for (const typ of [undefined, 'JWT', 'jwt'])
    assert.equal((await meWith(app, forged({ alg: 'EdDSA', typ }, goodClaims(), privateKey))).status, 200)
  for (const typ of ['at+jwt', 'dpop+jwt', '', 'JWS', 5, null, {}, ['JWT']])
    await refused(meWith(app, forged({ alg: 'EdDSA', typ }, goodClaims(), privateKey)), /typ/)
})

test('a header by which a token would choose its own key or rules is refused', async () => {
  const { app, privateKey, publicPem } = await community()
  const jwk = parsePublicKey(publicPem)
  const headers = {
    crit: ['exp'],
    jku: 'https://evil.example/jwks',
    jwk,
    x5u: 'https://evil.example/cert',
    x5c: ['MIIB'],
  }
  for (const [name, value] of Object.entries(headers)) {
    const header = { alg: 'EdDSA', [name]: value }
    await refused(meWith(app, forged(header, goodClaims(), privateKey)), new RegExp(`hold ${name}\\.`))
  }
})

/** A community whose issuer has the keys `a` and `b`, or only `a`. */
async function withKids(...kids: string[]) {
  const { app, storage } = await community()
  const pairs = new Map(kids.map((kid) => [kid, generateKeyPairSync('ed25519')]))
  const keys = [...pairs].map(([kid, { publicKey }]) =>
    parsePublicKey(JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid })),
  )
  await saveIssuer(storage.db, 'zorg', { issuer: ISSUER, keys, roles: {}, admit: 'all' })
  const token = (signer: string, kid?: unknown) =>
    forged({ alg: 'EdDSA', kid }, goodClaims(), pairs.get(signer)!.privateKey)
  return { app, token }
}

test('kid may be left out while the issuer has one key, and must match if present', async () => {
  const { app, token } = await withKids('a')
  assert.equal((await meWith(app, token('a'))).status, 200)
  assert.equal((await meWith(app, token('a', 'a'))).status, 200)
  for (const kid of ['b', '', 'A', 5, null, ['a'], { a: 1 }])
    await refused(meWith(app, token('a', kid)), /kid/)
})

test('kid is needed while the issuer has several keys, and chooses among them', async () => {
  const { app, token } = await withKids('a', 'b')
  assert.equal((await meWith(app, token('a', 'a'))).status, 200)
  assert.equal((await meWith(app, token('b', 'b'))).status, 200)
  await refused(meWith(app, token('a')), /several keys/)
  await refused(meWith(app, token('a', 'c')), /kid/)
  await refused(meWith(app, token('a', 'b')), /signature/)
})

test('an issuer that the community does not trust is refused, though another community does', async () => {
  const { app, storage, token } = await community()
  for (const iss of ['https://evil.example', `${ISSUER}/`, ISSUER.toUpperCase(), ''])
    await refused(meWith(app, await token('m-1', { iss })), /iss/)
  await storage.db.deleteFrom('issuer').where('community', '=', 'elders').execute()
  assert.equal((await meWith(app, await token('m-1'), 'zorg')).status, 200)
  await refused(meWith(app, await token('m-1'), 'elders'), /does not know the token's issuer/)
})

test('iss must be there, and text', async () => {
  const { app, privateKey } = await community()
  for (const iss of [undefined, null, 5, [ISSUER], {}])
    await refused(meWith(app, forged({ alg: 'EdDSA' }, { ...goodClaims(), iss }, privateKey)), /no iss/)
})

test('aud is exactly our own address: as text, or alone in a list', async () => {
  const { app, token, privateKey } = await community()
  assert.equal((await meWith(app, await token('m-1', { aud: [AUDIENCE] }))).status, 200)
  const wrong = [
    undefined,
    null,
    '',
    5,
    {},
    [],
    `${AUDIENCE}/`,
    AUDIENCE.toUpperCase(),
    `${AUDIENCE}.evil.example`,
    'https://other.example',
    [AUDIENCE, 'https://other.example'],
    [AUDIENCE, AUDIENCE],
    [`${AUDIENCE}/`],
  ]
  for (const aud of wrong)
    await refused(meWith(app, forged({ alg: 'EdDSA' }, { ...goodClaims(), aud }, privateKey)), /aud/)
})

test('sub must be there: some text, of at most 256 characters', async () => {
  const { app, privateKey } = await community()
  const about = (sub: unknown) => forged({ alg: 'EdDSA' }, { ...goodClaims(), sub }, privateKey)
  assert.equal((await meWith(app, about('s'.repeat(256)))).status, 200)
  for (const sub of [undefined, null, '', 5, {}, ['m-1'], 's'.repeat(257)])
    await refused(meWith(app, about(sub)), /sub/)
})

/** The answer to a good assertion of another time. */
const timed = (claims: Record<string, unknown>) =>
  community().then(({ app, privateKey }) =>
    meWith(app, forged({ alg: 'EdDSA' }, { ...goodClaims(), ...claims }, privateKey)),
  )

test('iat may be 60 seconds ahead, and not more', async () => {
  assert.equal((await timed({ iat: now() + 55 })).status, 200)
  await refused(timed({ iat: now() + 75, exp: now() + 300 }), /future/)
})

test('exp may be 60 seconds ago, and not more', async () => {
  assert.equal((await timed({ iat: now() - 300, exp: now() - 50 })).status, 200)
  await refused(timed({ iat: now() - 300, exp: now() - 61 }), /new token/, 'token-expired')
})

test('nbf may be 60 seconds ahead, and not more', async () => {
  assert.equal((await timed({ nbf: now() + 55 })).status, 200)
  await refused(timed({ nbf: now() + 75 }), /nbf/)
})

test('an assertion lives 600 seconds at most, however fresh it is', async () => {
  assert.equal((await timed({ iat: now(), exp: now() + 600 })).status, 200)
  await refused(timed({ iat: now(), exp: now() + 601 }), /lives longer than 600 s/)
  await refused(timed({ iat: now() - 86_400, exp: now() + 60 }), /lives longer than 600 s/)
})

test('times are there, and are numbers', async () => {
  for (const name of ['iat', 'exp']) {
    for (const value of [undefined, null, String(now()), [now()], -1]) {
      const { status } = await timed({ [name]: value })
      assert.equal(status, 401, `${name}: ${JSON.stringify(value)}`)
    }
  }
  await refused(timed({ nbf: 'now' }), /nbf/)
})

test('a name that is none is refused: there is no anonymity here', async () => {
  const { app, privateKey } = await community()
  const called = (name: unknown) =>
    meWith(app, forged({ alg: 'EdDSA' }, { ...goodClaims(), name }, privateKey))
  const none = [
    undefined,
    null,
    5,
    {},
    ['Marieke'],
    '',
    ' ',
    '\n\t',
    '-',
    '--',
    '...',
    '?',
    '123',
    '👩‍⚕️',
    '\u200b',
    '\u200b\u200d\ufeff',
    '\u3164',
    'marieke@example.nl',
    'Marieke <marieke@example.nl>',
    'anonymous',
    'Anonymous',
    ' anoniem ',
    'an0nymous',
    'ａｎｏｎｙｍｏｕｓ',
    'anony\u200bmous',
    'Anonymous user',
    'Anonieme gebruiker',
    'unknown',
    'onbekend',
    'Guest 12',
    'user123',
    'n/a',
  ]
  for (const name of none) await refused(called(name), /real name/, 'name-missing')
})

test('a real name is taken, in any script and as short as it is', async () => {
  const { app, privateKey } = await community()
  for (const name of [
    "Anna d'Ancona",
    'Bo',
    'Ng',
    '李小龍',
    'فاطمه‌ زارعی',
    'Jan-Willem van der Berg-Gast',
    'Testa Rossi',
  ]) {
    const { status, detail } = await meWith(
      app,
      forged({ alg: 'EdDSA' }, { ...goodClaims(), name }, privateKey),
    )
    assert.equal(status, 200, `${name}: ${detail}`)
  }
})

test('a token of more than 8 KB is refused before it is read', async () => {
  const { app, token } = await community()
  const padded = (length: number) => token('m-1', { padding: 'x'.repeat(length) })
  assert.equal((await meWith(app, await padded(5_000))).status, 200)
  await refused(meWith(app, await padded(8_000)), /longer than 8192 bytes/)
})

test('what an assertion may hold besides is held to its form', async () => {
  const { app, privateKey } = await community()
  const wrong = {
    roles: ['team', [5], { a: 1 }, Array(101).fill('x')],
    email: ['no address', 5],
    picture: ['no address', 5],
    locale: [5, 'x'.repeat(36)],
  }
  for (const [claim, values] of Object.entries(wrong)) {
    for (const value of values) {
      const token = forged({ alg: 'EdDSA' }, { ...goodClaims(), [claim]: value }, privateKey)
      await refused(meWith(app, token), new RegExp(claim))
    }
  }
})

test('a shared secret is not accepted from an issuer that registered a public key', async () => {
  const { app } = await community()
  const secret = createSecretKey(Buffer.alloc(32, 7))
  const token = await new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256' }).sign(secret)
  await refused(meWith(app, token), /alg must be EdDSA/)
})
