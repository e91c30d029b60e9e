/** `vlinder sign-in`, as an operator meets it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { issuersOf } from '../identity/issuers.ts'
import { RETURN, signingIn } from '../sign-in/testing.ts'
import { workplace } from '../testing-server.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'

test('adding a provider says what it must be told, and whether it answers', async (t) => {
  const { said, url, command, behaviour } = await signingIn(t)
  assert.match(said, /redirect address: https:\/\/community\.example\.nl\/signin\/zorg\/callback\n/)
  assert.ok(said.endsWith(`It sends people to ${url}/auth.`), said)
  behaviour.down = true
  const again = await command('add', 'zorg', '--provider', url, '--client-id', 'vlinder', '--return', RETURN)
  assert.match(again, /Mind: nobody can sign in yet, the provider cannot be used now: it cannot be reached/)
})

test('the list shows everything but the secret itself', async (t) => {
  process.env.SIGN_IN_TEST_SECRET = 'geheim'
  t.after(() => delete process.env.SIGN_IN_TEST_SECRET)
  const more = [
    '--secret-env',
    'SIGN_IN_TEST_SECRET',
    '--tenant',
    TENANT,
    '--role',
    'facilitator=team',
    '--admit',
    'listed',
  ]
  const { command, url } = await signingIn(t, more)
  const list = await command('list', 'zorg')
  for (const part of [
    url,
    'client vlinder',
    'SIGN_IN_TEST_SECRET',
    `tenant ${TENANT}`,
    'facilitator=team',
    'admits listed',
    RETURN,
  ])
    assert.ok(list.includes(part), part)
  assert.ok(!list.includes('geheim'))
  assert.equal(await command('list', 'elders'), 'elders has no provider to sign in through.')
})

test('another provider takes the place of the one before, of its issuer and of its sessions', async (t) => {
  const { command, storage, through } = await signingIn(t)
  assert.equal((await through()).status, 200)
  const before = (await issuersOf(storage.db, 'zorg')).map(({ issuer }) => issuer)
  const other = await signingIn(t)
  await command('add', 'zorg', '--provider', other.url, '--client-id', 'vlinder', '--return', RETURN)
  const after = (await issuersOf(storage.db, 'zorg')).map(({ issuer }) => issuer)
  assert.equal(before.length, after.length)
  assert.notDeepEqual(before, after)
  assert.deepEqual(await storage.db.selectFrom('signInSession').selectAll().execute(), [])
  await command('remove', 'zorg')
  assert.equal((await issuersOf(storage.db, 'zorg')).length, after.length - 1)
  await assert.rejects(command('remove', 'zorg'), /no provider/)
})

const GOOD: Record<string, string> = {
  '--provider': 'http://127.0.0.1:9',
  '--client-id': 'v',
  '--return': RETURN,
}
const wrong: [change: Record<string, string | undefined>, said: RegExp][] = [
  [{ '--provider': undefined }, /--provider is missing/],
  [{ '--provider': 'http://login.example.nl' }, /--provider: it must be https/],
  [{ '--provider': 'https://login.example.nl/?a=1' }, /--provider: an issuer has no query/],
  [{ '--client-id': undefined }, /--client-id is missing/],
  [{ '--return': undefined }, /--return is missing/],
  [{ '--return': '/community' }, /must be the http\(s\) address of a page/],
  [{ '--return': `${RETURN}#top` }, /without a fragment/],
  [{ '--return': 'https://elsewhere.example/page' }, /https:\/\/elsewhere\.example is not among the origins/],
  [{ '--secret-env': 'not a name' }, /name of an environment variable/],
  [{ '--secret-env': 'NOT_SET_ANYWHERE' }, /NOT_SET_ANYWHERE is not set here/],
  [{ '--tenant': 'contoso.nl' }, /--tenant takes a tenant's id/],
  [{ '--provider': 'https://login.microsoftonline.com/organizations/v2.0' }, /is for every organisation/],
  [{ '--role': 'member=x' }, /--role must be facilitator=/],
  [{ '--admit': 'some' }, /--admit must be all, listed or/],
]
for (const [change, said] of wrong)
  test(`what cannot work is refused when it is added: ${JSON.stringify(change)}`, async (t) => {
    const { command } = await signingIn(t)
    const args = Object.entries({ ...GOOD, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [name, value],
    )
    await assert.rejects(command('add', 'zorg', ...args), said)
  })

test('two pages of one origin to return to are one too many', async (t) => {
  const { command } = await signingIn(t)
  const args = Object.entries(GOOD).flat()
  await assert.rejects(
    command('add', 'zorg', ...args, '--return', `${RETURN}/other`),
    /one page for each origin/,
  )
})

test('the command says how it is used, and what community there is not', async (t) => {
  const { vlinder } = await workplace(t)
  const help = vlinder(['sign-in', '--help'])
  assert.equal(help.status, 0)
  assert.match(help.stdout, /vlinder sign-in add <community>/)
  assert.equal(vlinder(['sign-in', 'add']).status, 2)
  const unknown = vlinder(['sign-in', 'list', 'nowhere'])
  assert.equal(unknown.status, 1)
  assert.match(unknown.stderr, /There is no community "nowhere"/)
})
