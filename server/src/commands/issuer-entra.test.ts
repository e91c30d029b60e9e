/** `vlinder issuer add --entra`: tenants as issuers. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { readConfig } from '../config.ts'
import { ENTRA_LIFETIME_S, entraIssuer, entraKeySet } from '../identity/entra.ts'
import { issuersOf } from '../identity/issuers.ts'
import { StartError } from '../start-error.ts'
import { community } from '../testing.ts'
import { answerIssuer } from './issuer.ts'

const TENANT = '11111111-2222-3333-4444-555555555555'
const OTHER = '99999999-2222-3333-4444-555555555555'
const CLIENT = '0f0f0f0f-2222-3333-4444-555555555555'

/** The command, over a community of its own, and an authority on loopback that knows one tenant. */
async function running(t: TestContext) {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }]
  const site = createServer((req, res) =>
    req.url === `/${TENANT}/discovery/v2.0/keys`
      ? res.end(JSON.stringify({ keys }))
      : res.writeHead(400).end(),
  ).listen(0, '127.0.0.1')
  await once(site, 'listening')
  t.after(() => {
    site.closeAllConnections()
    site.close()
  })
  const authority = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const { storage } = await community()
  const ok = (...args: string[]) => answerIssuer(storage, readConfig({}), args)
  const refused = (sentence: RegExp, ...args: string[]) =>
    assert.rejects(ok(...args), (error: Error) => {
      assert.ok(error instanceof StartError, String(error.stack))
      assert.match(error.message, sentence)
      return true
    })
  return { storage, authority, ok, refused }
}

const ours = ['--audience', CLIENT, '--scope', 'access_as_user']

test('every tenant that is named becomes an issuer of its own, and its keys are looked at', async (t) => {
  const { storage, authority, ok } = await running(t)
  const tenants = ['--entra', TENANT.toUpperCase(), '--entra', OTHER, '--authority', authority]
  const rules = ['--role', 'facilitator=Community.Lead', '--admit', 'listed']
  const said = (await ok('add', 'zorg', ...tenants, ...ours, ...rules)).split('\n')
  const inBrackets = `(Entra ID, audience ${CLIENT}, scope access_as_user, admits listed)`
  assert.deepEqual(said, [
    `zorg trusts ${authority}/${TENANT}/v2.0 ${inBrackets}.`,
    'Its key set holds RS256 k1.',
    `zorg trusts ${authority}/${OTHER}/v2.0 ${inBrackets}.`,
    'Mind: nobody can come in yet, its key set cannot be used now: it answers 400.',
  ])
  const [, one] = await issuersOf(storage.db, 'zorg')
  assert.deepEqual(one?.entra, { tenant: TENANT, audience: CLIENT, scope: 'access_as_user' })
  assert.deepEqual(one?.roles, { facilitator: 'Community.Lead' })
  assert.match(await ok('list', 'zorg'), new RegExp(`/${OTHER}/v2.0 {2}Entra ID, audience ${CLIENT}`))
  const removed = await ok('remove', 'zorg', '--entra', TENANT, '--authority', authority)
  assert.equal(removed, `zorg trusts ${authority}/${TENANT}/v2.0 no more.`)
})

test("a tenant's issuer and keys are where Microsoft has them", () => {
  assert.equal(entraIssuer(TENANT), `https://login.microsoftonline.com/${TENANT}/v2.0`)
  assert.equal(entraKeySet(TENANT), `https://login.microsoftonline.com/${TENANT}/discovery/v2.0/keys`)
  assert.equal(ENTRA_LIFETIME_S, 86_700)
})

test('added again as another kind of issuer, it has the rules of that kind', async (t) => {
  const { storage, authority, ok } = await running(t)
  await ok('add', 'zorg', '--entra', TENANT, '--authority', authority, ...ours)
  const keys = `${authority}/${TENANT}/discovery/v2.0/keys`
  await ok('add', 'zorg', '--issuer', `${authority}/${TENANT}/v2.0`, '--jwks', keys)
  assert.equal((await issuersOf(storage.db, 'zorg'))[1]?.entra, undefined)
})

test('what cannot be is refused in one sentence, and nothing is trusted', async (t) => {
  const { storage, refused } = await running(t)
  const add = (...args: string[]) => ['add', 'zorg', ...args] as const
  await refused(/id of a tenant, not "common"/, ...add('--entra', 'common', ...ours))
  await refused(/not "zorg.nl"/, ...add('--entra', TENANT, '--entra', 'zorg.nl', ...ours))
  await refused(/--audience must be/, ...add('--entra', TENANT, '--scope', 'x'))
  await refused(
    /takes the client id/,
    ...add('--entra', TENANT, '--audience', `api://${CLIENT}`, '--scope', 'x'),
  )
  await refused(/--scope must be/, ...add('--entra', TENANT, '--audience', CLIENT))
  await refused(
    /--scope must be/,
    ...add('--entra', TENANT, '--audience', CLIENT, '--scope', `api://${CLIENT}/x`),
  )
  await refused(/--scope must be/, ...add('--entra', TENANT, '--audience', CLIENT, '--scope', 'one two'))
  await refused(/not both/, ...add('--entra', TENANT, '--issuer', 'https://x.example', ...ours))
  await refused(/takes no keys/, ...add('--entra', TENANT, '--jwks', 'https://x.example', ...ours))
  await refused(
    /belong to --entra/,
    ...add('--issuer', 'https://x.example', '--jwks', 'https://x.example', '--scope', 'x'),
  )
  await refused(
    /--authority: it must be https/,
    ...add('--entra', TENANT, '--authority', 'http://x.example', ...ours),
  )
  await refused(/one tenant at a time/, 'remove', 'zorg', '--entra', TENANT, '--entra', OTHER)
  await refused(/does not trust/, 'remove', 'zorg', '--entra', OTHER)
  assert.equal((await issuersOf(storage.db, 'zorg')).length, 1)
})
