/** What is due is done once: over several processes, after a restart, and when one is killed in the midst of it. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { createLog } from '../serve.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { LEASE_MS, runDue } from './run.ts'
import { schedule } from './schedule.ts'

const log = createLog('silent')
const NOTHING = async () => {}

/** A database file with `count` jobs that are due. */
async function waiting(t: TestContext, count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'jobs-'))
  const file = join(folder, 'd.sqlite')
  const storage = await openStorage(file)
  t.after(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })
  const lists = { languages: '["nl"]', origins: '[]', topics: '[]', patterns: '[]' }
  await storage.db
    .insertInto('community')
    .values({ id: 'zorg', name: 'Zorg', goal: '', ...lists })
    .execute()
  for (let i = 0; i < count; i++)
    await schedule(
      storage.db,
      { community: 'zorg', kind: 'question-unheard', subject: String(i) },
      '2026-01-01T00:00:00.000Z',
    )
  return { storage, file }
}

/** Another process that has opened `file`, and does what is due once it is told to; `work` is what a job does there. */
async function elsewhere(t: TestContext, file: string, work: string) {
  const here = (path: string) => JSON.stringify(join(import.meta.dirname, path))
  const program = `
    import { changed } from ${here('../live/changes.ts')}
    import { openStorage } from ${here('../storage/storage.ts')}
    import { runDue } from ${here('run.ts')}
    const storage = await openStorage(${JSON.stringify(file)})
    const work = async (db, community, id) => { ${work} }
    const log = { error: (what) => console.log('failed', what) }
    console.log('ready')
    process.stdin.once('data', async () => {
      console.log('done ' + await runDue(storage, { log, jobs: { 'question-unheard': work } }))
      process.exit()
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  await says(child, /^ready/)
  return child
}

async function says(child: ChildProcess, words: RegExp): Promise<string> {
  for (let said = ''; ; ) {
    const [more] = await once(child.stdout!, 'data')
    said += more
    const found = words.exec(said)
    if (found) return found[0]
  }
}

const left = async ({ db }: Storage) => (await db.selectFrom('job').select('subject').execute()).length

test('two processes on one database do each job once', async (t) => {
  const JOBS = 30
  const { storage, file } = await waiting(t, JOBS)
  const work = `await changed(db, community, { type: 'question', id, action: 'changed' })`
  const children = await Promise.all([elsewhere(t, file, work), elsewhere(t, file, work)])
  const ends = children.map((child) => says(child, /done \d+/))
  for (const child of children) child.stdin.write('go')
  const done = (await Promise.all(ends)).map((said) => Number(said.split(' ')[1]))
  assert.equal(done[0]! + done[1]!, JOBS, String(done))
  const told = await storage.db.selectFrom('changes').select('id').execute()
  assert.deepEqual([told.length, new Set(told.map(({ id }) => id)).size], [JOBS, JOBS])
  assert.equal(await left(storage), 0)
})

test('what a process was killed over is done by another once its lease has run out', async (t) => {
  const { storage, file } = await waiting(t, 1)
  const killed = await elsewhere(
    t,
    file,
    `await changed(db, community, { type: 'question', id, action: 'changed' })
     console.log('midway')
     await new Promise(() => {})`,
  )
  const midway = says(killed, /midway/)
  killed.stdin.write('go')
  await midway
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const told = () => storage.db.selectFrom('changes').select('id').execute()
  assert.deepEqual(await told(), [])
  const done: string[] = []
  const jobs = {
    'ask-silent': NOTHING,
    'question-unheard': async (_: unknown, __: string, subject: string) => void done.push(subject),
  }
  assert.equal(await runDue(storage, { log, jobs }), 0)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + LEASE_MS })
  assert.equal(await runDue(storage, { log, jobs }), 1)
  assert.deepEqual([done, await left(storage)], [['0'], 0])
})

test('who took so long that another has it does not do it as well', async (t) => {
  const { storage } = await waiting(t, 1)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const done: string[] = []
  const one = (name: string) => ({
    'ask-silent': NOTHING,
    'question-unheard': async () => void done.push(name),
  })
  // Between claiming and doing, the first one sleeps past its lease.
  const slow: Storage = {
    ...storage,
    transaction: async (work) => {
      t.mock.timers.tick(LEASE_MS)
      await runDue(storage, { log, jobs: one('second') })
      return storage.transaction(work)
    },
  }
  assert.equal(await runDue(slow, { log, jobs: one('first') }), 0)
  assert.deepEqual(done, ['second'])
})

test('what fails is kept whole, holds up nothing else, and is tried again', async (t) => {
  const { storage } = await waiting(t, 3)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  let broken = true
  const done: string[] = []
  const jobs = {
    'ask-silent': NOTHING,
    'question-unheard': async (_: unknown, __: string, subject: string) => {
      if (subject === '1' && broken) throw new Error('not now')
      done.push(subject)
    },
  }
  const failed: unknown[] = []
  const noting = { error: (what: unknown) => void failed.push(what) } as typeof log
  assert.equal(await runDue(storage, { log: noting, jobs }), 2)
  assert.deepEqual([done, failed.length], [['0', '2'], 1])
  broken = false
  t.mock.timers.tick(LEASE_MS)
  assert.equal(await runDue(storage, { log: noting, jobs }), 1)
  assert.deepEqual(done, ['0', '2', '1'])
})

test('what is not due yet waits, and what is put off again waits anew', async (t) => {
  const { storage } = await waiting(t, 0)
  const start = Date.parse('2026-03-01T00:00:00.000Z')
  t.mock.timers.enable({ apis: ['Date'], now: start })
  const job = { community: 'zorg', kind: 'question-unheard', subject: 'q' } as const
  const due = (ms: number) => schedule(storage.db, job, new Date(start + ms).toISOString())
  const run = () => runDue(storage, { log })
  await due(1_000)
  assert.equal(await run(), 0)
  await due(2_000)
  t.mock.timers.tick(1_000)
  assert.equal(await run(), 0)
  t.mock.timers.tick(1_000)
  assert.equal(await run(), 1)
  assert.equal(await run(), 0)
})
