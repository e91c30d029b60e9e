/** The server as a process: how it starts, what it refuses, how it ends, and what survives. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { freePort, workplace } from '../testing-server.ts'

const STORIES = '/api/v1/communities/zorg/stories'
const STORY = JSON.stringify({ kind: 'failure', title: 'Bewaar mij' })

/** One line for the operator: no stack, no second sentence about something else. */
function refusesToStart(
  { status, stdout, stderr }: { status: number | null; stdout: string; stderr: string },
  sentence: RegExp,
) {
  assert.equal(status, 1, stderr)
  assert.equal(stdout, '')
  assert.match(stderr, sentence)
  assert.equal(stderr.trimEnd().split('\n').length, 1, stderr)
}

test('a port that is taken is said in a sentence', async (t) => {
  const { vlinder, port } = await workplace(t)
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  refusesToStart(vlinder(['serve']), new RegExp(`^Port ${port} is taken by another program\\..* PORT`))
})

test('an address that this machine does not have is said in a sentence', async (t) => {
  const { vlinder } = await workplace(t)
  refusesToStart(vlinder(['serve'], { HOST: '192.0.2.1' }), /^This machine has no address 192\.0\.2\.1\./)
})

test('a database whose folder cannot be made or written is said in a sentence', async (t) => {
  const { vlinder, folder } = await workplace(t)
  writeFileSync(join(folder, 'file'), '')
  mkdirSync(join(folder, 'closed'))
  chmodSync(join(folder, 'closed'), 0o500)
  // Nothing is closed to root.
  const urls = ['file/v.db', '.', ...(process.getuid?.() === 0 ? [] : ['closed/v.db'])]
  for (const url of urls) {
    const start = vlinder(['serve'], { DATABASE_URL: url })
    refusesToStart(
      start,
      /^The database .+ cannot be opened \(.+\)\. Check that its folder is there and writable\./,
    )
    assert.ok(start.stderr.includes(`The database ${url} `), start.stderr)
  }
})

test('a file that is no database is said in a sentence, and left as it is', async (t) => {
  const { vlinder, folder } = await workplace(t)
  writeFileSync(join(folder, 'test.db'), 'Dear diary, '.repeat(1_000))
  refusesToStart(
    vlinder(['serve']),
    /^The database test\.db cannot .+ It is not a database, or a damaged one:/,
  )
  assert.match(readFileSync(join(folder, 'test.db'), 'utf8'), /^(Dear diary, ){1000}$/)
})

test('a database that is damaged inside is said in a sentence', async (t) => {
  const { vlinder, fill, folder } = await workplace(t)
  await fill()
  const file = join(folder, 'test.db')
  const bytes = readFileSync(file)
  bytes.fill(0xa5, 100, 4_000)
  writeFileSync(file, bytes)
  refusesToStart(vlinder(['serve']), /^The database test\.db cannot .+ It is damaged: put a backup/)
})

test('a database newer than the code is said in a sentence', async (t) => {
  const { vlinder, fill, folder } = await workplace(t)
  await fill()
  const database = new DatabaseSync(join(folder, 'test.db'))
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')")
  database.close()
  refusesToStart(
    vlinder(['serve']),
    /^The database is newer than this version of Vlinder.*9999-from-the-future/,
  )
})

test('each setting that cannot be used is named', async (t) => {
  const { vlinder } = await workplace(t)
  for (const [name, value] of [
    ['PORT', 'http'],
    ['PUBLIC_URL', 'community.example.nl'],
    ['METRICS_KEY', 'short'],
    ['METRICS_PORT', 'http'],
    ['LIMITS', 'limits.json'],
    ['TRUST_PROXY', 'proxy.example.nl'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'postgres://db/vlinder'],
  ] as const) {
    refusesToStart(vlinder(['serve'], { [name]: value }), new RegExp(`^${name}\\b`))
  }
})

test('a write that was acknowledged survives kill -9', async (t) => {
  const { fill, serve, url } = await workplace(t)
  const headers = await fill()
  const first = await serve()
  const told: string[] = []
  for (let i = 0; i < 5; i++) {
    const key = { ...headers, 'idempotency-key': String(i) }
    const res = await fetch(url + STORIES, { method: 'POST', headers: key, body: STORY })
    assert.equal(res.status, 201)
    told.push(((await res.json()) as { item: { id: string } }).item.id)
  }
  first.kill('SIGKILL')
  assert.equal(await first.ended(), null)
  await serve()
  const res = await fetch(url + STORIES, { headers })
  const { items } = (await res.json()) as { items: { id: string }[] }
  assert.deepEqual(items.map(({ id }) => id).sort(), told.sort())
})

test('an address is known by its connection, and what it may ask is read from the file that LIMITS names', async (t) => {
  const { fill, serve, url, folder } = await workplace(t)
  const headers = await fill()
  writeFileSync(join(folder, 'limits.json'), '{ "read": { "address": { "requests": 2, "seconds": 3600 } } }')
  await serve('serve', { LIMITS: 'limits.json' })
  const statuses: number[] = []
  for (const forwarded of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
    const res = await fetch(url + STORIES, { headers: { ...headers, 'x-forwarded-for': forwarded } })
    statuses.push(res.status)
  }
  assert.deepEqual(statuses, [200, 200, 429])
})

test('metrics on a port of their own are not on the other one', async (t) => {
  const { serve, url } = await workplace(t)
  const port = await freePort()
  const server = await serve('serve', { METRICS_PORT: String(port) })
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`)
  assert.equal(metrics.status, 200)
  assert.match(await metrics.text(), /^process_cpu_seconds_total /m)
  assert.equal((await fetch(`${url}/metrics`)).status, 404)
  assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 404)
  server.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
})

test('a port for metrics that is taken is said in a sentence', async (t) => {
  const { vlinder } = await workplace(t)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const { port } = other.address() as { port: number }
  refusesToStart(
    vlinder(['serve'], { METRICS_PORT: `127.0.0.1:${port}` }),
    new RegExp(`^Port ${port} is taken by another program\\..* METRICS_PORT`),
  )
})

test('told to stop, the server finishes the request under way, takes no new one, and exits 0', async (t) => {
  const { fill, serve, port } = await workplace(t)
  const headers = { ...(await fill()), host: 'a', 'content-length': STORY.length, expect: '100-continue' }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const server = await serve()
    const socket = connect(port, '127.0.0.1').setEncoding('utf8')
    const lines = Object.entries({ ...headers, 'idempotency-key': signal }).map((header) => header.join(': '))
    socket.write(`POST ${STORIES} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    let answer = ''
    socket.on('data', (text: string) => {
      answer += text
    })
    // It has read the head of the request and waits for the body.
    while (!answer.includes('100 Continue')) await once(socket, 'data')
    server.kill(signal)
    while (await listens(port));
    socket.write(STORY)
    assert.equal(await server.ended(), 0, server.said())
    assert.match(answer, /^HTTP\/1\.1 201 /m)
    assert.match(answer, /Bewaar mij/)
  }
})

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(!!socket.destroy()))
    socket.once('error', () => resolve(false))
  })

test('an idle connection that is kept alive does not keep the server from stopping', async (t) => {
  const { serve, url } = await workplace(t)
  const server = await serve()
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
  server.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
})

test('serve --help names every setting and starts nothing', async (t) => {
  const { vlinder } = await workplace(t)
  const { status, stdout } = vlinder(['serve', '--help'])
  assert.equal(status, 0)
  for (const name of [
    'PORT',
    'HOST',
    'DATABASE_URL',
    'PUBLIC_URL',
    'LIMITS',
    'TRUST_PROXY',
    'METRICS_KEY',
    'METRICS_PORT',
    'LOG_LEVEL',
  ])
    assert.match(stdout, new RegExp(`^  ${name} `, 'm'))
})
