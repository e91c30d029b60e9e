/** Who is who: from an issuer's subject to a member. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { AUDIENCE, community, ISSUER } from '../testing.ts'
import { developmentSigner } from './development.ts'
import { saveIssuer } from './issuers.ts'
import { parsePublicKey } from './keys.ts'
import { forged, goodClaims, meWith } from './testing.ts'

const SECOND = 'https://second.example.nl'

/** The usual community with a second issuer, and what says who I am to either. */
async function people(admit = 'all', roles: { facilitator?: string } = { facilitator: 'team' }) {
  const { app, storage, token, publicPem, as } = await community({ admit })
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
  const known = { roles, admit }
  await saveIssuer(storage.db, 'zorg', { issuer: ISSUER, keys: [parsePublicKey(publicPem)], ...known })
  await saveIssuer(storage.db, 'zorg', { issuer: SECOND, keys: [parsePublicKey(pem)], ...known })
  return {
    storage,
    as,
    first: async (sub: string, claims: object = {}) => meWith(app, await token(sub, { ...claims })),
    second: (sub: string, claims: object = {}) =>
      meWith(app, forged({ alg: 'EdDSA' }, { ...goodClaims(sub), iss: SECOND, ...claims }, privateKey)),
    app,
    token,
  }
}

test('an imported member is recognised by their subject', async () => {
  const { storage, first } = await people()
  await storage.db
    .updateTable('member')
    .set({ subject: 'employee-7' })
    .where('community', '=', 'zorg')
    .where('id', '=', 'm-2')
    .execute()
  assert.equal((await first('employee-7')).item?.id, 'm-2')
})

test("only the community's first issuer recognises imported members", async () => {
  const { first, second } = await people()
  const stranger = (await second('m-1')).item?.id
  assert.notEqual(stranger, 'm-1')
  assert.equal((await second('m-1')).item?.id, stranger)
  assert.equal((await first('m-1')).item?.id, 'm-1')
})

test('an imported member who was claimed is not claimed again', async () => {
  const { storage, first } = await people()
  assert.equal((await first('m-1')).item?.id, 'm-1')
  await storage.db.updateTable('identity').set({ subject: 'old' }).where('subject', '=', 'm-1').execute()
  const again = (await first('m-1')).item?.id
  assert.notEqual(again, 'm-1')
})

test('an imported member who was looked at in development is still recognised', async () => {
  const { storage, first } = await people()
  const signer = await developmentSigner(storage, 'zorg', { audience: AUDIENCE, databaseUrl: ':memory:' })
  await signer.sign({ id: 'm-1', name: 'Marieke Aalbers' })
  assert.equal((await first('m-1')).item?.id, 'm-1')
})

test('an identity of its own goes before the subject of an imported member', async () => {
  const { storage, first } = await people()
  const identity = { community: 'zorg', issuer: ISSUER, subject: 'm-1', member: 'm-2' }
  await storage.db.insertInto('identity').values(identity).execute()
  assert.equal((await first('m-1')).item?.id, 'm-2')
})

test('an older assertion does not undo what a newer one said of name and role', async () => {
  const { first, storage } = await people()
  const before = { iat: Math.floor(Date.now() / 1000) - 120, name: 'Marieke Jansen', roles: ['team'] }
  assert.equal((await first('m-1', before)).item?.role, 'facilitator')
  await first('m-1', { name: 'Marieke Aalbers', roles: [] })
  const { item } = await first('m-1', before)
  assert.deepEqual([item?.role, item?.name], ['member', 'Marieke Aalbers'])
  const { role } = await storage.db
    .selectFrom('member')
    .select('role')
    .where('community', '=', 'zorg')
    .where('id', '=', 'm-1')
    .executeTakeFirstOrThrow()
  assert.equal(role, 'member')
})

test('of a new member, too, the newest assertion counts', async () => {
  const { first } = await people()
  await first('new', { name: 'Sanne Bos' })
  const { item } = await first('new', { iat: Math.floor(Date.now() / 1000) - 120, roles: ['team'] })
  assert.equal(item?.role, 'member')
})

test('the same subject from two issuers is two people', async () => {
  const { first, second } = await people()
  const [one, other] = [await first('somebody'), await second('somebody')]
  assert.deepEqual([one.status, other.status], [200, 200])
  assert.notEqual(one.item?.id, other.item?.id)
})

test('the same subject in two communities is two people', async () => {
  const { app, token } = await people()
  const one = await token('somebody')
  const ids = [(await meWith(app, one, 'zorg')).item?.id, (await meWith(app, one, 'elders')).item?.id]
  assert.equal(new Set(ids).size, 2)
})

test('subjects are told apart to the letter', async () => {
  const { first } = await people()
  const subjects = ['jan', 'Jan', 'jan ', ' jan', 'j\u00e4n', 'ja\u0308n', "jan' or 1=1 --", 'jan\u0000']
  const ids = new Set<string>()
  for (const subject of subjects) ids.add((await first(subject)).item!.id)
  assert.equal(ids.size, subjects.length)
})

test('ten first requests at once of one person make one member', async () => {
  const { app, token, storage } = await people()
  const tokens = await Promise.all(Array.from({ length: 10 }, (_, i) => token('new', { jti: `${i}` })))
  // Verified before, so that nothing but who they are keeps the requests apart.
  for (const one of tokens) await meWith(app, one)
  await storage.db.deleteFrom('identity').execute()
  const answers = await Promise.all(tokens.map((one) => meWith(app, one)))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal(new Set(answers.map(({ item }) => item?.id)).size, 1)
  const { length } = await storage.db
    .selectFrom('identity')
    .select('member')
    .where('subject', '=', 'new')
    .execute()
  assert.equal(length, 1)
})

test('a new member gets an id of our own, never their subject', async () => {
  const { first } = await people()
  assert.match((await first('employee-9')).item!.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
})

test('admit listed: imported members come in, others do not and leave no trace', async () => {
  const { first, storage } = await people('listed')
  assert.equal((await first('m-1')).item?.id, 'm-1')
  const { status, problem } = await first('somebody')
  assert.deepEqual([status, problem], [403, 'not-admitted'])
  const subject = storage.db.selectFrom('identity').select('member').where('subject', '=', 'somebody')
  assert.deepEqual(await subject.execute(), [])
})

test('admit by a claim: who holds the value comes in, as text or in a list', async () => {
  const { first } = await people('https://example.nl/department=care=home')
  const holds = (value: unknown) => ({ 'https://example.nl/department': value })
  assert.equal((await first('a', holds('care=home'))).status, 200)
  assert.equal((await first('b', holds(['it', 'care=home']))).status, 200)
  for (const value of [
    undefined,
    null,
    '',
    'care',
    ['care'],
    'care=home2',
    { 0: 'care=home' },
    [['care=home']],
  ])
    assert.equal((await first('c', holds(value))).problem, 'not-admitted', JSON.stringify(value))
})

test('admit by a claim counts for roles as it does for any other claim', async () => {
  const { first } = await people('roles=care')
  assert.equal((await first('a', { roles: ['care', 'x'] })).status, 200)
  assert.equal((await first('b', { roles: ['x'] })).problem, 'not-admitted')
})

test('who was let in stays in when the claim goes: leavers are made inactive, not forgotten', async () => {
  const { first } = await people('department=care')
  assert.equal((await first('a', { department: 'care' })).status, 200)
  assert.equal((await first('a', {})).status, 200)
})

test('roles give what the issuer allows, and nothing else', async () => {
  const { first } = await people()
  for (const roles of [['team'], ['x', 'team']])
    assert.equal((await first('m-2', { roles })).item?.role, 'facilitator')
  for (const roles of [[], ['facilitator'], ['operator'], ['Team'], ['team '], undefined])
    assert.equal((await first('m-2', { roles })).item?.role, 'member', JSON.stringify(roles))
})

test('an issuer without an allow-list gives no role', async () => {
  const { first } = await people('all', {})
  assert.equal((await first('m-2', { roles: ['facilitator', 'team', 'undefined'] })).item?.role, 'member')
})

test('an issuer without an allow-list leaves a role as it is', async () => {
  const { first, storage } = await people('all', {})
  await storage.db.updateTable('member').set({ role: 'facilitator' }).where('id', '=', 'm-2').execute()
  assert.equal((await first('m-2')).item?.role, 'facilitator')
})

test('any list of roles gives facilitator exactly when it holds the allowed value', async () => {
  const { first } = await people()
  const role = fc.oneof(
    fc.constantFrom('team', 'TEAM', 'facilitator', '', '__proto__'),
    fc.string({ maxLength: 20 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(role, { maxLength: 6 }), async (roles) => {
      const { item } = await first('m-2', { roles })
      assert.equal(item?.role, roles.includes('team') ? 'facilitator' : 'member')
    }),
    { numRuns: 60 },
  )
})

test('the name follows the newest assertion', async () => {
  const { first } = await people()
  assert.equal((await first('m-1', { name: 'Marieke Jansen' })).item?.name, 'Marieke Jansen')
  assert.equal((await first('m-1', { name: 'Marieke Aalbers' })).item?.name, 'Marieke Aalbers')
})

test('a name that the member changed here stays', async () => {
  const { first, storage } = await people()
  await storage.db
    .updateTable('member')
    .set({ name: 'Rie Aalbers', own: '["name"]' })
    .where('community', '=', 'zorg')
    .where('id', '=', 'm-1')
    .execute()
  assert.equal((await first('m-1', { name: 'Marieke Jansen' })).item?.name, 'Rie Aalbers')
})

test('a subject leaves the server in no answer', async () => {
  const { app, as, token } = await people()
  const subject = 'subject-that-stays-inside'
  const mine = { authorization: `Bearer ${await token(subject, { name: 'Sanne Bos' })}` }
  const story = { kind: 'failure', title: 'A story', lesson: 'A lesson' }
  const key = () => ({ 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json' })
  const posted = await app.request('/api/v1/communities/zorg/stories', {
    method: 'POST',
    headers: { ...mine, ...key() },
    body: JSON.stringify(story),
  })
  assert.equal(posted.status, 201)
  for (const path of ['', 'me', 'members', 'members?q=Sanne', 'stories', 'questions']) {
    for (const headers of [mine, { authorization: `Bearer ${await token('m-2')}` }]) {
      const res = await app.request(`/api/v1/communities/zorg${path && `/${path}`}`, { headers })
      assert.equal(res.status, 200, path)
      const said = JSON.stringify([...res.headers]) + (await res.text())
      assert.ok(!said.includes(subject), path)
    }
  }
  const asked = await as('m-2')('members?subjects=m-1')
  assert.ok(!(await asked.text()).includes(subject))
})
