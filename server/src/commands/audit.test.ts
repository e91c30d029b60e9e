/** The audit log on the command line: what commands tell in it, whether it is whole, and its export. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { auditLines } from '../audit/queries.ts'
import { readExport } from '../audit/read-export.ts'
import { verify } from '../audit/verify.ts'
import { readConfig } from '../config.ts'
import { importFiles } from '../import/import.ts'
import { openStorage } from '../storage/storage.ts'
import { workplace } from '../testing-server.ts'
import { answerAudit } from './audit.ts'
import { answerIssuer } from './issuer.ts'

/** A community with two lines; `tamper` does what whoever holds the file can. */
async function logged(t: TestContext) {
  const place = await workplace(t)
  await place.fill()
  const file = join(place.folder, 'test.db')
  const storage = await openStorage(file)
  t.after(() => storage.close())
  const run = async (...args: string[]) => {
    const said = { out: '', err: '' }
    const status = await answerAudit(storage, args, {
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
    })
    return { status, ...said }
  }
  const tamper = (statement: string) => {
    const database = new DatabaseSync(file)
    database.exec(`
      drop trigger audit_keeps_lines; drop trigger audit_keeps_words;
      ${statement};
      create trigger audit_keeps_lines before delete on audit begin select raise(abort, ''); end;
      create trigger audit_keeps_words before update on audit begin select raise(abort, ''); end`)
    database.close()
  }
  const lines = () => Array.fromAsync(auditLines(storage.db, 'zorg'))
  return { ...place, file, storage, run, tamper, lines }
}

test('what commands do is told: import, issuers, leavers, tokens and exports', async (t) => {
  const { vlinder, storage, run, lines, folder } = await logged(t)
  const pem = () =>
    generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
  for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.pem`), pem())
  const issuer = (action: string, ...more: string[]) =>
    answerIssuer(storage, readConfig({}), [action, 'zorg', '--issuer', 'https://host.example', ...more])
  await issuer('add', '--key', join(folder, 'a.pem'))
  await issuer('rotate', '--key', join(folder, 'b.pem'))
  await issuer('remove')
  for (const args of [['member', 'deactivate'], ['token']])
    assert.equal(vlinder([...args, 'zorg', 'm-1']).status, 0)
  const member = { type: 'member', community: 'zorg', name: 'Marieke' }
  const records = [
    { ...member, id: 'm-2' },
    { ...member, id: 'm-2', active: false },
  ]
  writeFileSync(join(folder, 'more.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'))
  await importFiles(storage, [join(folder, 'more.jsonl')])
  await run('export', 'zorg')
  const by = (action: string, object: string | null) => ['command', null, action, object]
  assert.deepEqual(
    (await lines()).map(({ role, actor, action, object }) => [role, actor, action, object]),
    [
      by('import', 'zorg'),
      by('issuer:add', 'urn:vlinder:development'),
      by('issuer:add', 'https://host.example'),
      by('issuer:rotate', 'https://host.example'),
      by('issuer:remove', 'https://host.example'),
      by('member:deactivate', 'm-1'),
      by('token:mint', 'm-1'),
      by('member:deactivate', 'm-2'),
      by('import', 'zorg'),
      by('audit:export', null),
    ],
  )
})

test('a command that changes nothing is not told', async (t) => {
  const { vlinder, storage, lines } = await logged(t)
  const before = await lines()
  assert.equal(vlinder(['member', 'deactivate', 'zorg', 'nobody']).status, 1)
  await assert.rejects(answerIssuer(storage, readConfig({}), ['remove', 'zorg', '--issuer', 'x']))
  assert.deepEqual(await lines(), before)
})

test('verify says that the log holds and what its last line is, which --expect takes', async (t) => {
  const { run } = await logged(t)
  const { status, out } = await run('verify')
  assert.equal(status, 0)
  const seal = /^zorg: 2 lines hold\. The last is (2:[0-9a-f]{64})\n$/.exec(out)?.[1]
  assert.ok(seal, out)
  await run('export', 'zorg')
  assert.match((await run('verify', 'zorg', '--expect', seal)).out, /^zorg: 3 lines hold/)
})

for (const [what, statement, said] of [
  ['changed', "update audit set action = 'x' where n = 1", 'zorg: broken at line 1: line 1 was changed.'],
  ['removed', 'delete from audit where n = 1', 'zorg: broken at line 2: line 1 is missing.'],
] as const)
  test(`verify names the first line with which something is wrong: one that was ${what}`, async (t) => {
    const { run, tamper } = await logged(t)
    tamper(statement)
    const { status, err } = await run('verify')
    assert.deepEqual([status, err.trim()], [1, said])
  })

test('a log whose end was cut off holds by itself, and not against what was noted', async (t) => {
  const { run, tamper } = await logged(t)
  const seal = /2:[0-9a-f]{64}/.exec((await run('verify')).out)![0]
  tamper('delete from audit where n = 2')
  assert.equal((await run('verify')).status, 0)
  const { status, err } = await run('verify', 'zorg', '--expect', seal)
  assert.equal(status, 1)
  assert.match(err, /line 2: it ends at line 1: the lines up to 2, which was noted, were cut off/)
})

test('verify says when the database no longer refuses changes', async (t) => {
  const { run, file } = await logged(t)
  const database = new DatabaseSync(file)
  database.exec('drop trigger audit_keeps_words')
  database.close()
  const { status, err } = await run('verify')
  assert.equal(status, 1)
  assert.match(err, /its trigger audit_keeps_words is gone/)
})

test('an export on the command line is verified like the log', async (t) => {
  const { vlinder, folder } = await logged(t)
  const { stdout, stderr } = vlinder(['audit', 'export', 'zorg'])
  assert.equal(stderr, '')
  writeFileSync(join(folder, 'export.jsonl'), stdout)
  const checked = vlinder(['audit', 'verify', '--file', 'export.jsonl'])
  assert.match(checked.stdout, /^export\.jsonl: 3 lines hold\. The last is 3:/)
  assert.equal(checked.status, 0)
  assert.equal(vlinder(['audit']).status, 2)
})

test('an export is verified in parts, and says where it is no export', async (t) => {
  const { run, folder } = await logged(t)
  const { out } = await run('export', 'zorg')
  const checked = async (text: string) => {
    const file = join(folder, 'export.jsonl')
    writeFileSync(file, text)
    return verify(readExport(file), { part: true })
  }
  const [first = '', second = '', third = ''] = out.split('\n')
  const part = await checked(`${second}\n${third}\n`)
  assert.ok(part.holds)
  assert.deepEqual([part.lines, part.first], [2, { n: 1, hash: JSON.parse(first).hash }])
  const wrong = [`${first}\n${third}`, out.replace('command', 'operator')]
  for (const text of wrong) assert.ok(!(await checked(text)).holds)
  await assert.rejects(checked(`${out}{}\n`), /export\.jsonl:4 is not a line of an audit log/)
  await assert.rejects(checked(`${out}text`), /export\.jsonl:4 is not a line of an audit log/)
  await assert.rejects(verify(readExport(join(folder, 'nothing'))), /nothing cannot be read/)
})

test('an export is from a time and before another', async (t) => {
  const { run } = await logged(t)
  const count = async (...args: string[]) => (await run('export', 'zorg', ...args)).out.split('\n').length - 1
  assert.equal(await count('--from', '2000-01-01'), 3)
  assert.equal(await count('--to', '2000-01-01T00:00:00Z'), 0)
  assert.equal(await count('--from', '2999-01-01'), 0)
})

test('what cannot be used is refused by its name', async (t) => {
  const { run } = await logged(t)
  const unclear = [[], ['x'], ['export'], ['verify', 'zorg', 'x'], ['verify', 'zorg', '--file', 'x']]
  for (const args of unclear) assert.equal((await run(...args)).status, 2, args.join(' '))
  const wrong: [string[], RegExp][] = [
    [['verify', 'nowhere'], /There is no community "nowhere"/],
    [['export', 'nowhere'], /There is no community "nowhere"/],
    [['verify', 'zorg', '--expect', '1'], /--expect must be/],
    [['verify', '--expect', `1:${'0'.repeat(64)}`], /--expect needs a community/],
    [['export', 'zorg', '--from', 'yesterday'], /--from must be a time/],
    [['export', 'zorg', '--to', '2026-13-01'], /--to must be a time/],
  ]
  for (const [args, said] of wrong) await assert.rejects(run(...args), said)
})

test('two processes that write at the same time make one chain', async (t) => {
  const { file, lines } = await logged(t)
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const writer = (name: string) => `
    import { append } from ${url('../audit/append.ts')}
    import { openStorage } from ${url('../storage/storage.ts')}
    const storage = await openStorage(${JSON.stringify(file)})
    for (let i = 0; i < 30; i++)
      await storage.transaction((db) => append(db, 'zorg', { role: 'command', action: '${name}', type: 'test' }))
    await storage.close()`
  const codes = ['one', 'two'].map(async (name) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer(name)], { stdio: 'inherit' })
    return (await once(child, 'exit'))[0]
  })
  assert.deepEqual(await Promise.all(codes), [0, 0])
  assert.equal((await lines()).length, 62)
  assert.ok((await verify(await lines())).holds)
})
