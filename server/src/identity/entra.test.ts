/** Access tokens of Entra ID: what is asked of them besides what is asked of every assertion. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { AUDIENCE, community } from '../testing.ts'
import { type Entra, entraIssuer } from './entra.ts'
import { saveIssuer } from './issuers.ts'
import { forged, meWith, now } from './testing.ts'

const TENANT = '11111111-2222-3333-4444-555555555555'
const OTHER = '99999999-2222-3333-4444-555555555555'
const OID = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
const ENTRA: Entra = {
  tenant: TENANT,
  audience: '0f0f0f0f-2222-3333-4444-555555555555',
  scope: 'access_as_user',
}
const LIFETIME_S = 75 * 60
const DAY_S = 24 * 60 * 60

/** One pair serves all tests: they are slow to make. */
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** What Entra puts into a token for a page that asked for our scope. */
const claimsOf = (tenant = TENANT) => ({
  iss: entraIssuer(tenant),
  aud: ENTRA.audience,
  ver: '2.0',
  tid: tenant,
  oid: OID,
  sub: 'pairwise-subject-of-this-application',
  scp: 'access_as_user profile',
  name: 'Marieke Aalbers',
  preferred_username: 'marieke@zorg.example',
  azp: '08e18876-6177-487e-b8b5-cf950c1e598c',
  iat: now() - 300,
  nbf: now() - 300,
  exp: now() - 300 + LIFETIME_S,
})

const rs256 = (header: object, claims: object, key: KeyObject = pair.privateKey) =>
  forged({ typ: 'JWT', alg: 'RS256', kid: 'k1', ...header }, claims, key, (data) =>
    signBytes('sha256', data, key),
  )

/** A community that trusts tenants whose keys are published on loopback. */
async function tenants(t: TestContext, { key = {}, roles = {}, admit = 'all', ids = [TENANT] } = {}) {
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', ...key }
  const site = createServer((_, res) => res.end(JSON.stringify({ keys: [jwk] }))).listen(0, '127.0.0.1')
  await once(site, 'listening')
  t.after(() => {
    site.closeAllConnections()
    site.close()
  })
  const jwks = `http://127.0.0.1:${(site.address() as AddressInfo).port}/keys`
  const { app, storage } = await community()
  for (const tenant of ids) {
    const entra = { ...ENTRA, tenant }
    await saveIssuer(storage.db, 'zorg', { issuer: entraIssuer(tenant), keys: [], jwks, entra, roles, admit })
  }
  const me = (changed: object = {}, header: object = {}) =>
    meWith(app, rs256(header, { ...claimsOf(), ...changed }))
  const refused = async (sentence: RegExp, changed: object, header: object = {}) => {
    const { problem, detail } = await me(changed, header)
    assert.equal(problem, 'token-invalid', detail)
    assert.match(detail, sentence)
  }
  return { app, storage, me, refused }
}

test('an access token of a trusted tenant brings in its person, for as long as Entra says', async (t) => {
  const { me } = await tenants(t)
  const { status, item, detail } = await me()
  assert.equal(status, 200, detail)
  assert.equal(item?.name, 'Marieke Aalbers')
})

test('people are known by their oid: sub differs for every application', async (t) => {
  const { me } = await tenants(t)
  const first = (await me()).item?.id
  assert.equal((await me({ sub: 'another-application' })).item?.id, first)
  assert.notEqual((await me({ oid: OID.replace('a', 'b') })).item?.id, first)
})

test('the same oid in two tenants is two people', async (t) => {
  const { app, me } = await tenants(t, { ids: [TENANT, OTHER] })
  const other = await meWith(app, rs256({}, claimsOf(OTHER)))
  assert.equal(other.status, 200, other.detail)
  assert.notEqual(other.item?.id, (await me()).item?.id)
})

test('an imported member is recognised by their oid', async (t) => {
  const { app, storage } = await tenants(t)
  await storage.db.deleteFrom('issuer').where('issuer', '=', 'https://intranet.example.nl').execute()
  await storage.db.updateTable('member').set({ subject: OID }).where('id', '=', 'm-2').execute()
  assert.equal((await meWith(app, rs256({}, claimsOf()))).item?.id, 'm-2')
})

test('a tenant that is not on the list is not known', async (t) => {
  const { refused } = await tenants(t)
  await refused(/does not know the token's issuer/, { iss: entraIssuer(OTHER), tid: OTHER })
})

test('tid must be that of the issuer', async (t) => {
  const { refused } = await tenants(t, { ids: [TENANT, OTHER] })
  await refused(/tid is not that of its issuer/, { tid: OTHER })
  await refused(/tid is not that of its issuer/, { tid: undefined })
})

test('a token for another application is refused, and one for ours and another as well', async (t) => {
  const { refused } = await tenants(t)
  await refused(/aud/, { aud: '00000003-0000-0000-c000-000000000000' })
  await refused(/aud/, { aud: 'https://community.example.nl' })
  await refused(/aud/, { aud: [ENTRA.audience, '00000003-0000-0000-c000-000000000000'] })
})

test('the scope that was set up must be among those of the token, whole', async (t) => {
  const { me, refused } = await tenants(t)
  for (const scp of ['profile', 'access_as_user.all', 'Access_as_user', 'access_as', ''])
    await refused(/scp must hold access_as_user/, { scp })
  assert.equal((await me({ scp: 'email access_as_user' })).status, 200)
})

test('an application by itself does not come in, whatever its roles say', async (t) => {
  const { refused } = await tenants(t)
  await refused(/only people come in/, { scp: undefined, roles: ['access_as_user'] })
  await refused(/only people come in/, { idtyp: 'app' })
  await refused(/only people come in/, { scp: ['access_as_user'] })
})

test('a token of version 1.0 is refused with what to set', async (t) => {
  const { refused } = await tenants(t)
  await refused(/requestedAccessTokenVersion to 2/, { ver: '1.0' })
  await refused(/requestedAccessTokenVersion to 2/, { iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0' })
})

test('without an oid nobody is known', async (t) => {
  const { refused } = await tenants(t)
  await refused(/no oid/, { oid: undefined })
  await refused(/no oid/, { oid: 'marieke@zorg.example' })
})

test('a token lives a day at most, and ends when it says so', async (t) => {
  const { me, refused } = await tenants(t)
  const iat = now() - 300
  assert.equal((await me({ exp: iat + DAY_S })).status, 200)
  await refused(/lives longer/, { exp: iat + DAY_S + 301 })
  assert.equal((await me({ iat: now() - LIFETIME_S - 61, exp: now() - 61 })).problem, 'token-expired')
})

test('other issuers may not sign for as long as Entra does', async (t) => {
  const { app, storage } = await tenants(t)
  await storage.db.updateTable('issuer').set({ entra: null }).where('jwks', 'is not', null).execute()
  const { detail } = await meWith(app, rs256({}, { ...claimsOf(), aud: AUDIENCE }))
  assert.match(detail, /lives longer than 600 s/)
})

test('a person without a name does not come in', async (t) => {
  const { me } = await tenants(t)
  assert.equal((await me({ name: undefined })).problem, 'name-missing')
  assert.equal((await me({ name: 'marieke@zorg.example' })).problem, 'name-missing')
})

test('a key that the set gives to another tenant is none of this one', async (t) => {
  const { refused } = await tenants(t, { key: { issuer: entraIssuer(OTHER) } })
  await refused(/no key/, {}, { kid: undefined })
  await refused(/kid is not a key/, {})
})

test('a key for every tenant, and one for this tenant, are used', async (t) => {
  for (const issuer of [entraIssuer('{tenantid}'), entraIssuer(TENANT)]) {
    const { me } = await tenants(t, { key: { issuer } })
    assert.equal((await me()).status, 200, issuer)
  }
})

test('only RS256 is taken, whatever else the set holds', async (t) => {
  const ed = generateKeyPairSync('ed25519')
  const { app } = await tenants(t, {
    key: { n: undefined, e: undefined, ...ed.publicKey.export({ format: 'jwk' }) },
  })
  const { detail } = await meWith(app, forged({ alg: 'EdDSA', kid: 'k1' }, claimsOf(), ed.privateKey))
  assert.match(detail, /kid is not a key/)
})

test('an application role makes a facilitator, and can say who comes in', async (t) => {
  const { me } = await tenants(t, {
    roles: { facilitator: 'Community.Lead' },
    admit: 'roles=Community.Member',
  })
  assert.equal((await me()).problem, 'not-admitted')
  const { item } = await me({ roles: ['Community.Member', 'Community.Lead'] })
  assert.equal(item?.role, 'facilitator')
})
