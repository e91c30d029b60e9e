/**
 * Every recipe of docs/identity.md. Those whose language is on this machine run, with a real Vlinder server that must
 * believe them; of all of them the text is looked at.
 */
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { AssertionClaims } from '../../packages/contract/src/assertion.ts'
import { type Running, vlinder } from '../server.ts'
import {
  environment,
  type Host,
  nodeHost,
  type Person,
  phpHost,
  pythonHost,
  type Settings,
} from './testing/hosts.ts'

const exec = promisify(execFile)
const HERE = import.meta.dirname
const GROUP = 'community-team'
const RECIPES = [
  'node/vlinder-token.js',
  'php/vlinder-token.php',
  'python/vlinder_token.py',
  'csharp/VlinderToken.cs',
  'java/VlinderToken.java',
  'java/VlinderTokenServlet.java',
]
const textOf = (recipe: string) => readFileSync(join(HERE, recipe), 'utf8')

/** A name that goes wrong where text is put together carelessly. */
const NOOR: Person = {
  id: 'emp-7',
  name: 'Noor "Nôrå" O\'Brien-\\Ünal 李',
  email: 'noor@example.nl',
  groups: [GROUP, 'everybody'],
}

let server: Running
let settings: Settings

before(async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const issuer = 'https://intranet.example.nl'
  server = await vlinder('serve', ({ folder, url, vlinder: run }) => {
    const file = (name: string, text: string | Buffer) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const community = { type: 'community', id: 'zorg', name: 'Zorg', goal: 'Leren' }
    assert.equal(run('import', file('zorg.jsonl', JSON.stringify(community))).status, 0)
    const key = file('vlinder.pub', publicKey.export({ type: 'spki', format: 'pem' }))
    const trust = ['--issuer', issuer, '--key', key, '--role', `facilitator=${GROUP}`]
    assert.equal(run('issuer', 'add', 'zorg', ...trust).status, 0)
    const keyFile = file('vlinder.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }))
    settings = { issuer, audience: url, keyFile }
  })
})
after(() => server?.end())

const post = (url: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(url, { method: 'POST', headers, body: body ?? null })

/** Who the server says this token is of. */
async function me(token: string) {
  const res = await fetch(`${server.url}/api/v1/communities/zorg/me`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { item, mine, detail } = (await res.json()) as {
    item?: { name: string; role: string }
    mine?: { email?: string }
    detail?: string
  }
  assert.equal(res.status, 200, detail ?? '')
  return { name: item?.name, role: item?.role, email: mine?.email }
}

const NOOR_THERE = { name: NOOR.name, role: 'facilitator', email: NOOR.email }

/** What a token endpoint must do, whatever it is written in. */
async function behaves(t: TestContext, host: Host) {
  t.after(host.end)
  const session = await post(host.signIn, { 'content-type': 'application/json' }, JSON.stringify(NOOR))
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { origin } = new URL(host.endpoint)

  const good = await post(host.endpoint, { cookie, 'sec-fetch-site': 'same-origin', origin })
  assert.equal(good.status, 200)
  assert.match(good.headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(good.headers.get('cache-control'), 'no-store')
  assert.deepEqual(await me(((await good.json()) as { token: string }).token), NOOR_THERE)

  assert.equal((await post(host.endpoint, { cookie, origin })).status, 200, 'an older browser')
  const nobody = await post(host.endpoint, { 'sec-fetch-site': 'same-origin' })
  assert.deepEqual([nobody.status, nobody.headers.get('cache-control')], [401, 'no-store'])
  for (const elsewhere of [
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ])
    assert.equal((await post(host.endpoint, { cookie, ...elsewhere })).status, 403, JSON.stringify(elsewhere))
  assert.equal((await fetch(host.endpoint, { headers: { cookie } })).status, 405)
}

/** False when a command ends well, else why a test is passed over: said in its result. */
const lacks = (command: string, args: string[], how: string) =>
  spawnSync(command, args).status === 0 ? false : `NOT RUN: ${how}`

test('the recipe for Node says who is signed in, and the server believes it', async (t) => {
  await behaves(t, await nodeHost(settings))
})

const noPhp = lacks(
  'php',
  ['-r', 'exit((int) !extension_loaded("sodium"));'],
  'PHP with sodium is not here (Debian: apt-get install php-cli)',
)
test('the recipe for PHP says who is signed in, and the server believes it', { skip: noPhp }, async (t) => {
  await behaves(t, await phpHost(settings))
})

test('the recipe for PHP says that it cannot sign, and gives nothing away', { skip: noPhp }, async (t) => {
  const host = await phpHost({ ...settings, keyFile: join(HERE, 'nowhere.pem') })
  t.after(host.end)
  const session = await post(host.signIn, {}, JSON.stringify(NOOR))
  const res = await post(host.endpoint, { cookie: session.headers.get('set-cookie')!.split(';')[0]! })
  assert.equal(res.status, 500)
  assert.equal(await res.text(), '{"error":"No token could be signed; the log says why."}')
})

// Debian's own Python has Debian's modules; another one that stands first may not.
const python = ['/usr/bin/python3', 'python3'].find(
  (one) => spawnSync(one, ['-c', 'import flask, jwt, cryptography']).status === 0,
)
const noPython = python
  ? false
  : 'NOT RUN: Python with Flask and PyJWT is not here (Debian: apt-get install python3-flask python3-jwt python3-cryptography)'
test('the recipe for Python says who is signed in, and the server believes it', {
  skip: noPython,
}, async (t) => {
  await behaves(t, await pythonHost(settings, python!))
})

const noJava = lacks(
  'javac',
  ['-version'],
  'no Java compiler is here (Debian: apt-get install default-jdk-headless)',
)
test('the server believes what the recipe for Java signs', { skip: noJava }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-java-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const sources = ['java/VlinderToken.java', 'testing/Print.java'].map((file) => join(HERE, file))
  // Without waiting in place: the connections of this program must live meanwhile.
  await exec('javac', ['-encoding', 'utf8', '-d', folder, ...sources])
  const args = ['-Dsun.jnu.encoding=UTF-8', '-cp', folder, 'Print', NOOR.id, NOOR.name, NOOR.email!, GROUP]
  const env = { ...environment(settings), LC_ALL: 'C.UTF-8' }
  const { stdout } = await exec('java', args, { env })
  assert.deepEqual(await me(stdout), NOOR_THERE)
})

/** How C# spells what its library writes for it. */
const SPELT: Record<string, string> = {
  iss: 'Issuer =',
  aud: 'Audience =',
  iat: 'IssuedAt =',
  exp: 'Expires =',
}

test('every recipe sets every claim that a server asks for, and refuses in the same cases', () => {
  const needed = Object.entries(AssertionClaims.entries)
    .filter(([, schema]) => schema.type !== 'optional')
    .map(([name]) => name)
  assert.deepEqual(needed, ['iss', 'aud', 'sub', 'iat', 'exp', 'name'])
  const texts = RECIPES.filter((recipe) => !recipe.includes('Servlet')).map((recipe) => {
    const servlet = recipe.startsWith('java/') ? textOf('java/VlinderTokenServlet.java') : ''
    return [recipe, textOf(recipe) + servlet] as const
  })
  for (const [recipe, text] of texts) {
    for (const claim of [...needed, 'roles', 'email']) {
      const said = [
        `"${claim}"`,
        `\\"${claim}\\"`,
        `'${claim}'`,
        `${claim}:`,
        `${claim},`,
        `\n      ${claim}`,
      ]
      if (recipe.endsWith('.cs') && SPELT[claim]) said.splice(0, said.length, SPELT[claim])
      assert.ok(
        said.some((one) => text.includes(one)),
        `${recipe} does not set ${claim}`,
      )
    }
    for (const refusal of ['401', '403', 'no-store', 'same-origin'])
      assert.ok(text.toLowerCase().includes(refusal), `${recipe} does not know ${refusal}`)
  }
})

test('docs/identity.md holds every recipe as it is', () => {
  const docs = readFileSync(join(HERE, '../../docs/identity.md'), 'utf8')
  for (const recipe of RECIPES) {
    const found = docs
      .split(`<!-- examples/token-endpoints/${recipe} -->\n`)[1]
      ?.match(/^```\w+\n(.*?)^```$/ms)?.[1]
    assert.equal(found, textOf(recipe), `copy examples/token-endpoints/${recipe} into docs/identity.md`)
  }
})
