import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
after(() => rmSync(folder, { recursive: true }))
const main = join(import.meta.dirname, '../main.ts')

const vlinder = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: 'v.db' },
    encoding: 'utf8',
  })

test('import says what came in, and its exit code whether all did', () => {
  const community = '{"type":"community","id":"zorg","name":"Zorg","goal":"Leren"}\n'
  writeFileSync(join(folder, 'good.jsonl'), community)
  writeFileSync(join(folder, 'bad.jsonl'), `${community}{"type":"member"}\n`)
  const good = vlinder('import', 'good.jsonl')
  assert.deepEqual([good.status, good.stderr], [0, ''])
  assert.equal(good.stdout, 'Imported: 1 community. Rejected: 0.\n')
  const bad = vlinder('import', 'good.jsonl', 'bad.jsonl')
  assert.equal(bad.status, 1)
  assert.match(
    bad.stderr,
    /^bad\.jsonl:2: rejected: community: is missing; id: is missing; name: is missing\n$/,
  )
  assert.equal(bad.stdout, 'Imported: 2 community. Rejected: 1.\n')
})

test('import of a file that is not there imports nothing at all', () => {
  const { status, stderr } = vlinder('import', 'good.jsonl', 'nowhere.jsonl')
  assert.equal(status, 2)
  assert.match(stderr, /nowhere\.jsonl cannot be read.*\nNothing was imported\.\n/)
})

test('import without files explains itself', () => {
  const { status, stderr } = vlinder('import')
  assert.equal(status, 2)
  assert.match(stderr, /^vlinder import <file>/)
})

test('Ctrl-C keeps what is imported by then, and says so', async () => {
  const community = '{"type":"community","id":"c","name":"C","goal":"Leren"}\n'
  writeFileSync(join(folder, 'long.jsonl'), `{}\n${community.repeat(10_000)}`)
  const env = { ...process.env, DATABASE_URL: 'v.db' }
  const child = spawn(process.execPath, [main, 'import', 'long.jsonl'], { cwd: folder, env })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    // The first line is told about when its batch is kept.
    if (err === '') child.kill('SIGINT')
    err += text
  })
  const [code] = await once(child, 'close')
  assert.equal(code, 130)
  assert.match(out, /^Imported: \d*(499|999) community\. Rejected: 1\.\n$/)
  assert.match(err, /Stopped before the end\. What is imported is kept; run it again for the rest\.\n$/)
})
