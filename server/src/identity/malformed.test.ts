/** Whatever is sent as a token: a 401 that says so, never a crash and never a way in. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { community } from '../testing.ts'
import { base64url, forged, goodClaims, meWith } from './testing.ts'

const RUNS = { numRuns: 300 }

const refuses = async (app: Parameters<typeof meWith>[0], token: string) => {
  const { status, problem, detail } = await meWith(app, token)
  assert.equal(status, 401, `${token} -> ${status} ${problem} ${detail}`)
}

test('what is no JWT is refused', async () => {
  const { app } = await community()
  const [header, payload] = [base64url({ alg: 'EdDSA' }), base64url(goodClaims())]
  const shapes = [
    '.',
    '..',
    '...',
    'x',
    'e30',
    'e30.e30',
    'e30.e30.',
    header,
    `${header}.${payload}`,
    `${header}.${payload}.`,
    `${header}..AAAA`,
    `.${payload}.AAAA`,
    `${header}.${payload}.AAAA.AAAA`,
    `${header}.AAAA.AAAA.AAAA.AAAA`,
    `${base64url('null')}.${payload}.AAAA`,
    `${base64url('[]')}.${payload}.AAAA`,
    `${base64url('"x"')}.${payload}.AAAA`,
    `${header}.${base64url('null')}.AAAA`,
    `${header}.${base64url('[]')}.AAAA`,
    `${header}.${base64url('{')}.AAAA`,
    `${header}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.AAAA`,
    `${header}=.${payload}=.AAAA=`,
    '='.repeat(10),
    'a'.repeat(9_000),
  ]
  for (const token of shapes) await refuses(app, token)
})

test('a JSON serialisation is no bearer token', async () => {
  const { app, token } = await community()
  const [header, payload, signature] = (await token('m-1')).split('.')
  await refuses(app, JSON.stringify({ payload, signatures: [{ protected: header, signature }] }))
})

test('random tokens are refused', async () => {
  const { app } = await community()
  const part = fc.stringMatching(/^[\w+/~-]{0,40}=?$/)
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) =>
      refuses(app, parts.join('.') || 'x'),
    ),
    RUNS,
  )
})

test('any JSON as header and payload is refused without a good signature', async () => {
  const { app } = await community()
  const { iss } = goodClaims()
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), fc.boolean(), (header, payload, known) =>
      refuses(app, `${base64url(header)}.${base64url(known ? { ...Object(payload), iss } : payload)}.AAAA`),
    ),
    RUNS,
  )
})

test('any header under a good signature is refused unless its alg, kid and typ hold', async () => {
  const { app, privateKey } = await community()
  const odd = fc.record(
    {
      alg: fc.oneof(fc.constantFrom('none', 'HS256', 'ES256', 'EdDSA '), fc.jsonValue()),
      kid: fc.jsonValue(),
      typ: fc.jsonValue(),
      crit: fc.jsonValue(),
    },
    { requiredKeys: ['alg'] },
  )
  await fc.assert(
    fc.asyncProperty(odd, (header) =>
      refuses(
        app,
        forged({ ...header, ...(header.alg === 'EdDSA' && { alg: 'none' }) }, goodClaims(), privateKey),
      ),
    ),
    RUNS,
  )
})

test('one claim that is anything at all is a 2xx, 401 or 403, and never a failure of ours', async () => {
  const { app, privateKey } = await community()
  const names = ['sub', 'aud', 'exp', 'iat', 'nbf', 'name', 'roles', 'email', 'picture', 'locale', 'jti']
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, value) => {
      const token = forged({ alg: 'EdDSA' }, { ...goodClaims(), [name]: value }, privateKey)
      const { status } = await meWith(app, token)
      assert.ok([200, 401, 403].includes(status), `${name}: ${JSON.stringify(value)} -> ${status}`)
    }),
    RUNS,
  )
})

test('one changed character anywhere in a token is refused', async () => {
  const { app, token } = await community()
  const good = await token('m-1')
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(...'AZaz09-_.'), async (at, char) => {
      const changed = good.slice(0, at) + char + good.slice(at + 1)
      if (changed !== good) await refuses(app, changed)
    }),
    RUNS,
  )
})
