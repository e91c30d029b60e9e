/** `vlinder issuer` and `vlinder member`, beside an app that runs over the same database. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { createApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { forged, goodClaims, meWith } from '../identity/testing.ts'
import { importFiles } from '../import/import.ts'
import { createLog } from '../serve.ts'
import { StartError } from '../start-error.ts'
import { openStorage } from '../storage/storage.ts'
import { AUDIENCE, ISSUER } from '../testing.ts'
import { answerIssuer } from './issuer.ts'

const MAIN = join(import.meta.dirname, '../main.ts')
const SECRET = 'f00d'.repeat(16)
const COMMUNITY = `{"type":"community","id":"zorg","name":"Zorg","goal":"Leren"}
{"type":"member","community":"zorg","id":"m-1","name":"Marieke Aalbers"}
`

/** A folder with a database and keys, an app that runs over that database, and the commands. */
async function running(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  const path = (name: string) => join(folder, name)
  writeFileSync(path('zorg.jsonl'), COMMUNITY)
  const pairs = new Map<string, KeyObject>()
  for (const name of ['one', 'two']) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: name }
    writeFileSync(path(`${name}.json`), JSON.stringify(jwk))
    writeFileSync(path(`${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }))
    writeFileSync(path(`${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    pairs.set(name, privateKey)
  }
  const vlinder = (...args: string[]) =>
    spawnSync(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: path('v.db') },
      encoding: 'utf8',
    })
  // The app has one connection, the commands another, as in processes of their own.
  const [storage, other] = [await openStorage(path('v.db')), await openStorage(path('v.db'))]
  const folderBefore = process.cwd()
  process.chdir(folder)
  Object.assign(process.env, { VLINDER_TEST_SECRET: SECRET, WEAK: 'weak' })
  t.after(async () => {
    process.chdir(folderBefore)
    await Promise.all([storage.close(), other.close()])
    rmSync(folder, { recursive: true })
  })
  await importFiles(other, [path('zorg.jsonl')])
  const ok = (...args: string[]) => answerIssuer(other, readConfig({}), args)
  const refused = (sentence: RegExp, ...args: string[]) =>
    assert.rejects(ok(...args), (error: Error) => {
      assert.ok(error instanceof StartError, String(error.stack))
      assert.match(error.message, sentence)
      return true
    })
  const app = createApp({ storage, config: { publicUrl: AUDIENCE }, log: createLog('silent') })
  /** Who am I, says an assertion signed with the key of this name: the status of the running app. */
  const me = async (name: string, kid?: string) =>
    (await meWith(app, forged({ alg: 'EdDSA', kid }, goodClaims(), pairs.get(name)!))).status
  const add = (...args: string[]) => ok('add', 'zorg', '--issuer', ISSUER, ...args)
  return { app, storage, other, ok, refused, vlinder, me, add, path, key: pairs.get('one')! }
}

test('an issuer that is added counts at once, and one that is removed no more', async (t) => {
  const { ok, add, me } = await running(t)
  assert.equal(await me('one'), 401)
  assert.equal(await add('--key', 'one.json'), `zorg trusts ${ISSUER} (EdDSA one, admits all).`)
  assert.equal(await me('one'), 200)
  assert.equal(await ok('remove', 'zorg', '--issuer', ISSUER), `zorg trusts ${ISSUER} no more.`)
  assert.equal(await me('one'), 401)
  assert.equal(await ok('list', 'zorg'), 'zorg trusts no issuer yet.')
})

test('a rotated key is used beside the old one, each under its kid', async (t) => {
  const { ok, add, me } = await running(t)
  await add('--key', 'one.json', '--role', 'facilitator=team', '--admit', 'listed')
  const said = await ok('rotate', 'zorg', '--issuer', ISSUER, '--key', 'two.json')
  assert.match(said, /signs with EdDSA one until 20\d\d-.*, EdDSA two\.\n.*must name their key by kid/)
  assert.deepEqual([await me('one', 'one'), await me('two', 'two'), await me('one')], [200, 200, 401])
  assert.match(await ok('list', 'zorg'), /EdDSA one until .*, EdDSA two {2}admits listed {2}facilitator=team/)
})

test('the old key is used no more once the overlap is over, without another command', async (t) => {
  const { ok, add, me } = await running(t)
  await add('--key', 'one.json')
  await ok('rotate', 'zorg', '--issuer', ISSUER, '--key', 'two.json', '--overlap', '0.05')
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  assert.equal(await me('one', 'one'), 200)
  t.mock.timers.tick(181_000)
  assert.deepEqual([await me('one', 'one'), await me('two')], [401, 200])
})

test('a request that was answered with the old key is not answered again after the overlap', async (t) => {
  const { app, ok, add, key } = await running(t)
  await add('--key', 'one.json')
  await ok('rotate', 'zorg', '--issuer', ISSUER, '--key', 'two.json', '--overlap', '0.05')
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const token = forged({ alg: 'EdDSA', kid: 'one' }, goodClaims(), key)
  // The first request also makes the identity; only an answer that changed nothing is kept.
  for (const _ of [1, 2]) assert.equal((await meWith(app, token)).status, 200)
  t.mock.timers.tick(181_000)
  assert.equal((await meWith(app, token)).status, 401)
})

test('rotate --now replaces the key at once', async (t) => {
  const { ok, add, me } = await running(t)
  await add('--key', 'one.json')
  assert.equal(await me('one'), 200)
  const said = await ok('rotate', 'zorg', '--issuer', ISSUER, '--key', 'two.json', '--now')
  assert.equal(said, `${ISSUER} signs with EdDSA two from now on.`)
  assert.deepEqual([await me('one'), await me('one', 'one'), await me('two')], [401, 401, 200])
})

test('PEM keys are named by their thumbprint, so that they can be rotated too', async (t) => {
  const { ok, add, me } = await running(t)
  const kid = /EdDSA ([\w-]{43}),/.exec(await add('--key', 'one.pub'))?.[1]
  assert.deepEqual([await me('one'), await me('one', kid), await me('one', 'other')], [200, 200, 401])
  await ok('rotate', 'zorg', '--issuer', ISSUER, '--key', 'two.pub')
  assert.deepEqual([await me('one', kid), await me('one')], [200, 401])
})

test('a rotation that cannot be is refused and changes nothing', async (t) => {
  const { add, refused, me, path } = await running(t)
  const rotate = ['rotate', 'zorg', '--issuer', ISSUER]
  await refused(/does not trust/, ...rotate, '--key', 'two.json')
  await add('--key', 'one.json')
  const { publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(path('three.json'), JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: 'one' }))
  await refused(/has this key already/, ...rotate, '--key', 'one.json')
  await refused(/has this key already/, ...rotate, '--key', 'one.pub')
  await refused(/another key named "one"/, ...rotate, '--key', 'three.json')
  await refused(/A key is rotated by a key/, ...rotate, '--secret-env', 'VLINDER_TEST_SECRET', '--now')
  await refused(/number of hours/, ...rotate, '--key', 'two.json', '--overlap', 'soon')
  await refused(/This is a private key/, ...rotate, '--key', 'two.pem')
  assert.equal(await me('one'), 200)
})

test('an issuer that shares a secret is added by the name of its variable, which alone is stored', async (t) => {
  const { app, add, ok, refused, storage, key } = await running(t)
  assert.match(await add('--secret-env', 'VLINDER_TEST_SECRET'), /HS256 by VLINDER_TEST_SECRET/)
  assert.match(await ok('list', 'zorg'), /HS256 by VLINDER_TEST_SECRET/)
  assert.ok(!JSON.stringify(await storage.db.selectFrom('issuer').selectAll().execute()).includes(SECRET))
  const hmac = (data: Buffer) => createHmac('sha256', SECRET).update(data).digest()
  assert.equal((await meWith(app, forged({ alg: 'HS256' }, goodClaims(), key, hmac))).status, 200)
  const rotate = ['rotate', 'zorg', '--issuer', ISSUER, '--secret-env', 'VLINDER_TEST_SECRET']
  await refused(/no overlap/, ...rotate)
  assert.match(await ok(...rotate, '--now'), /from now on/)
})

test('a key set that cannot be fetched yet is trusted, with a warning; its keys rotate there', async (t) => {
  const { add, ok, refused } = await running(t)
  const said = await add('--jwks', 'http://127.0.0.1:1/jwks')
  assert.match(said, /trusts .* \(http:\/\/127\.0\.0\.1:1\/jwks, admits all\)\.\nMind: .*cannot be reached/)
  assert.match(await add('--jwks', 'https://10.0.0.1/jwks'), /Mind: .*address is private/)
  assert.match(await ok('list', 'zorg'), /https:\/\/10\.0\.0\.1\/jwks/)
  await refused(/it rotates them there/, 'rotate', 'zorg', '--issuer', ISSUER, '--key', 'two.json')
})

test('an issuer that cannot be is refused with a sentence', async (t) => {
  const { refused, ok } = await running(t)
  const add = ['add', 'zorg', '--issuer', ISSUER]
  await refused(/--issuer is missing/, 'add', 'zorg', '--key', 'one.pub')
  await refused(/in one way/, ...add)
  await refused(/in one way/, ...add, '--key', 'one.pub', '--secret-env', 'VLINDER_TEST_SECRET')
  await refused(/in one way/, ...add, '--key', 'one.pub', '--jwks', 'https://example.nl')
  await refused(/one\.pem: This is a private key: keep it with the issuer/, ...add, '--key', 'one.pem')
  await refused(/nowhere/, ...add, '--key', 'nowhere')
  await refused(/must be https/, ...add, '--jwks', 'http://example.nl/jwks')
  await refused(/not a web address/, ...add, '--jwks', 'example')
  await refused(/UNSET is not set here/, ...add, '--secret-env', 'UNSET')
  await refused(/WEAK is too weak/, ...add, '--secret-env', 'WEAK')
  await refused(/never the secret itself/, ...add, '--secret-env', 'my secret')
  await refused(/--admit must be/, ...add, '--key', 'one.pub', '--admit', 'some')
  await refused(/--role must be/, ...add, '--key', 'one.pub', '--role', 'operator=x')
  await refused(/no community "other"/, 'list', 'other')
  await refused(/does not trust/, 'remove', 'zorg', '--issuer', ISSUER)
  assert.equal(await ok('list', 'zorg'), 'zorg trusts no issuer yet.')
})

test('removing the first issuer says which one recognises imported members from then on', async (t) => {
  const { ok, add } = await running(t)
  await add('--key', 'one.json')
  await ok('add', 'zorg', '--issuer', 'https://second.example.nl', '--key', 'two.json')
  const said = await ok('remove', 'zorg', '--issuer', ISSUER)
  assert.match(said, /https:\/\/second\.example\.nl is the first now/)
})

test('a member who is deactivated is refused on the next request, until they are activated', async (t) => {
  const { app, vlinder, add, key, other, path } = await running(t)
  await add('--key', 'one.json')
  const token = forged({ alg: 'EdDSA' }, goodClaims(), key)
  assert.equal((await meWith(app, token)).status, 200)
  const deactivated = vlinder('member', 'deactivate', 'zorg', 'm-1')
  assert.equal(deactivated.stdout, 'Marieke Aalbers is no longer active in zorg.\n')
  assert.equal((await meWith(app, token)).problem, 'member-inactive')
  await importFiles(other, [path('zorg.jsonl')])
  assert.equal((await meWith(app, token)).problem, 'member-inactive')
  const activated = vlinder('member', 'activate', 'zorg', 'm-1')
  assert.equal(activated.stdout, 'Marieke Aalbers is active again in zorg.\n')
  assert.equal((await meWith(app, token)).status, 200)
})

test('a member who is not there is refused with a sentence', async (t) => {
  const { vlinder } = await running(t)
  const { status, stderr } = vlinder('member', 'deactivate', 'zorg', 'm-9')
  assert.deepEqual([status, stderr], [1, 'There is no member "m-9" in "zorg".\n'])
})

test('issuer prints what it did, or one sentence on why it did not', async (t) => {
  const { vlinder, me } = await running(t)
  const good = vlinder('issuer', 'add', 'zorg', '--issuer', ISSUER, '--key', 'one.json')
  assert.deepEqual(
    [good.status, good.stdout, good.stderr],
    [0, `zorg trusts ${ISSUER} (EdDSA one, admits all).\n`, ''],
  )
  assert.equal(await me('one'), 200)
  const bad = vlinder('issuer', 'add', 'zorg', '--issuer', ISSUER, '--key', 'one.pem')
  assert.deepEqual([bad.status, bad.stdout], [1, ''])
  assert.match(bad.stderr, /^one\.pem: This is a private key: .*\n$/)
})

test('words that issuer and member do not know are explained', async (t) => {
  const { vlinder } = await running(t)
  for (const args of [
    ['member', 'delete', 'zorg', 'm-1'],
    ['issuer', 'toString', 'zorg'],
  ]) {
    const { status, stderr } = vlinder(...args)
    assert.deepEqual([status, stderr.startsWith(`vlinder ${args[0]}`)], [2, true])
  }
  const { status, stdout } = vlinder('issuer', '--help')
  assert.deepEqual([status, /rotate {3}adds a key/.test(stdout)], [0, true])
})
