import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gunzipSync } from 'node:zlib'

const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
after(() => rmSync(folder, { recursive: true }))
const main = join(import.meta.dirname, '../main.ts')

const vlinder = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: 'v.db' },
    encoding: 'utf8',
  })

const RECORDS = `{"type":"community","id":"zorg","name":"Zorg","goal":"Leren"}
{"type":"member","community":"zorg","id":"7","name":"Anna de Boer"}
`
writeFileSync(join(folder, 'in.jsonl'), RECORDS)
assert.equal(vlinder('import', 'in.jsonl').status, 0)

test('export prints a community, and writes it to a file that only its owner may read', () => {
  const { status, stdout } = vlinder('export', 'zorg')
  assert.equal(status, 0)
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type),
    ['community', 'member'],
  )
  const { stderr } = vlinder('export', 'zorg', '--out', 'out.jsonl.gz')
  assert.equal(stderr, 'Exported 2 records to out.jsonl.gz.\n')
  const file = join(folder, 'out.jsonl.gz')
  assert.equal(gunzipSync(readFileSync(file)).toString(), stdout)
  assert.equal(statSync(file).mode & 0o077, 0)
  assert.ok(!existsSync(`${file}.part`))
})

test('export is told in the audit log', () => {
  assert.match(vlinder('audit', 'export', 'zorg').stdout, /"action":"export"/)
})

test('export says what is wrong, in one sentence', () => {
  for (const [args, code, said] of [
    [['nobody'], 1, 'There is no community "nobody".\n'],
    [['zorg', '--out', 'nowhere/out.jsonl'], 1, /^nowhere\/out\.jsonl could not be written: ENOENT[^\n]*\n$/],
    [[], 2, /^vlinder export <community>/],
  ] as const) {
    const { status, stderr } = vlinder('export', ...args)
    assert.equal(status, code)
    if (typeof said === 'string') assert.equal(stderr, said)
    else assert.match(stderr, said)
  }
})
