/** Shared secrets (HS256): only for issuers that were registered with one. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test, { type TestContext } from 'node:test'
import { community, ISSUER } from '../testing.ts'
import { saveIssuer } from './issuers.ts'
import { isStrongSecret } from './secret.ts'
import { forged, goodClaims, meWith } from './testing.ts'

const NAME = 'VLINDER_TEST_SECRET'
const SECRET = '0123456789abcdef'.repeat(4)

/** A community whose issuer shares a secret, in a variable that holds `text`. */
async function sharing(t: TestContext, text = SECRET) {
  const { app, storage, privateKey, token } = await community()
  await saveIssuer(storage.db, 'zorg', { issuer: ISSUER, keys: [], secretEnv: NAME, roles: {}, admit: 'all' })
  if (text === '') delete process.env[NAME]
  else process.env[NAME] = text
  t.after(() => delete process.env[NAME])
  const signed = (header: object, secret: string | Buffer = text, hash = 'sha256') =>
    forged({ alg: 'HS256', ...header }, goodClaims(), privateKey, (data) =>
      createHmac(hash, secret).update(data).digest(),
    )
  return { app, storage, token, signed }
}

test('an assertion signed with the shared secret is believed', async (t) => {
  const { app, signed } = await sharing(t)
  assert.equal((await meWith(app, signed({}))).status, 200)
  assert.equal((await meWith(app, signed({ kid: NAME }))).status, 200)
})

test('another secret, an empty one, another hash or another kid is refused', async (t) => {
  const { app, signed } = await sharing(t)
  assert.match((await meWith(app, signed({}, 'x'.repeat(64)))).detail, /signature/)
  assert.match((await meWith(app, signed({}, ''))).detail, /signature/)
  assert.match((await meWith(app, signed({}, Buffer.from(SECRET, 'hex')))).detail, /signature/)
  assert.match((await meWith(app, signed({ alg: 'HS512' }, SECRET, 'sha512'))).detail, /must be HS256/)
  assert.match((await meWith(app, signed({ alg: 'none' }))).detail, /must be HS256/)
  assert.match((await meWith(app, signed({ kid: 'other' }))).detail, /kid/)
})

test('a key signs nothing for an issuer that shares a secret', async (t) => {
  const { app, token } = await sharing(t)
  assert.match((await meWith(app, await token('m-1'))).detail, /must be HS256/)
})

test('a secret that is missing or weak is a 503 for the operator to mend, never a way in', async (t) => {
  for (const text of ['', 'short', 'a'.repeat(31), '0'.repeat(63)]) {
    const { app, signed } = await sharing(t, text)
    const { status, headers } = await meWith(app, signed({}))
    assert.deepEqual([status, headers.get('retry-after')], [503, '60'], text)
  }
})

test('a secret has 256 bits: 64 hexadecimal characters, 43 of base64, or 32 bytes of anything', () => {
  for (const [strong, weak] of [
    ['0aF'.repeat(22).slice(0, 64), '0aF'.repeat(21)],
    ['q-Z+'.repeat(11).slice(0, 43), 'q-Z+'.repeat(10)],
    ['correct horse battery staple, ok!', 'correct horse battery staple, o'],
  ])
    assert.deepEqual(
      [isStrongSecret(Buffer.from(strong!)), isStrongSecret(Buffer.from(weak!))],
      [true, false],
    )
})
