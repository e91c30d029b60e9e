/** `vlinder audit verify|export`: whether the audit log is whole, and a copy of it for elsewhere. */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { appendCommand } from '../audit/append.ts'
import { auditLines, missingGuards } from '../audit/queries.ts'
import { readExport } from '../audit/read-export.ts'
import { type Seal, type Verdict, verify } from '../audit/verify.ts'
import { communityRow } from '../communities/queries.ts'
import { readConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { openStorage, type Storage } from '../storage/storage.ts'

const HELP = `vlinder audit verify [<community>] [--expect <n>:<hash>]
vlinder audit verify --file <export> [--expect <n>:<hash>]
vlinder audit export <community> [--from <time>] [--to <time>]

verify   checks the chain of each community, or of one, or of an export, and names the first line with which something is
         wrong. It says the last line's number and hash: keep them where nobody who can write to the database can, and
         give them to --expect later. Only so does it show that lines were cut off at the end, or all made anew.
export   prints lines as JSON Lines, oldest first: from a time, and before another. Times are ISO 8601, like 2026-11-01
         or 2026-11-01T08:00:00Z. That it was done is told in the log itself.

Exit code: 0 it holds, 1 it does not, or could not be checked, 2 the command was not understood.
`

const OPTIONS = {
  help: { type: 'boolean' },
  expect: { type: 'string' },
  file: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const

/** Where what is said goes. */
export interface Saying {
  out(text: string): unknown
  err(text: string): unknown
}

const STREAMS: Saying = {
  // A reader that is slower than the database is waited for.
  out: async (text) => process.stdout.write(text) || once(process.stdout, 'drain'),
  err: (text) => process.stderr.write(text),
}

export async function audit(args: string[]): Promise<number> {
  const asked = parse(args)
  if ('help' in asked) {
    STREAMS[asked.help ? 'out' : 'err'](HELP)
    return asked.help ? 0 : 2
  }
  const { file, expected } = asked
  if (file !== undefined)
    return report(STREAMS, file, await verify(readExport(file), { expected, part: true }))
  const storage = await openStorage(readConfig().databaseUrl)
  try {
    return await answerAudit(storage, args, STREAMS)
  } finally {
    await storage.close()
  }
}

/** What the command does, over a database that is open. Its exit code. @throws StartError */
export async function answerAudit(storage: Storage, args: string[], saying: Saying): Promise<number> {
  const asked = parse(args)
  if ('help' in asked) return 2
  const { action, community, expected, between } = asked
  if (community !== undefined && !(await communityRow(storage.db, community)))
    throw new StartError(`There is no community "${community}".`)
  if (action === 'verify') return verifyAll(storage, community, expected, saying)
  return exportLines(storage, community!, between, saying)
}

/** What is asked for, or else help: because it was asked for, or because nothing can be made of this. */
function parse(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [action, community, ...rest] = positionals
  const understood =
    rest.length === 0 &&
    (action === 'export' ? community && !values.file : action === 'verify' && !(values.file && community))
  if (values.help || !understood) return { help: values.help === true }
  const expected = seal(values.expect)
  if (expected && !community && !values.file)
    throw new StartError('--expect needs a community: each has a chain of its own.')
  const between = { from: time('--from', values.from), to: time('--to', values.to) }
  return { action, community, expected, between, file: values.file }
}

function seal(text: string | undefined): Seal | undefined {
  if (text === undefined) return undefined
  const [, n, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (!n || !hash) throw new StartError('--expect must be <n>:<hash>, as "vlinder audit verify" printed it.')
  return { n: Number(n), hash }
}

async function verifyAll(
  storage: Storage,
  only: string | undefined,
  expected: Seal | undefined,
  saying: Saying,
): Promise<number> {
  const all = await storage.db.selectFrom('community').select('id').orderBy('id').execute()
  let code = 0
  for (const { id } of all) {
    if (only !== undefined && id !== only) continue
    code = Math.max(code, report(saying, id, await verify(auditLines(storage.db, id), { expected })))
  }
  const gone = await missingGuards(storage.db)
  if (gone.length === 0) return code
  saying.err(`The database lets lines be changed: its trigger ${gone.join(', ')} is gone.\n`)
  return 1
}

function report({ out, err }: Saying, what: string, verdict: Verdict): number {
  if (!verdict.holds) {
    err(`${what}: broken at line ${verdict.n}: ${verdict.why}.\n`)
    return 1
  }
  const { lines, first, last } = verdict
  const held = lines === 1 ? 'line holds' : 'lines hold'
  const after = first && first.n > 0 ? ` They follow ${first.n}:${first.hash}.` : ''
  out(
    lines === 0
      ? `${what}: no lines yet.\n`
      : `${what}: ${lines} ${held}.${after} The last is ${last.n}:${last.hash}\n`,
  )
  return 0
}

async function exportLines(
  storage: Storage,
  community: string,
  between: { from: string | undefined; to: string | undefined },
  { out }: Saying,
): Promise<number> {
  await storage.transaction((db) => appendCommand(db, community, { action: 'audit:export', type: 'audit' }))
  for await (const line of auditLines(storage.db, community, between)) await out(`${JSON.stringify(line)}\n`)
  return 0
}

function time(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? new Date(text) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime())) throw new StartError(`${name} must be a time like 2026-11-01T08:00:00Z.`)
  return at.toISOString()
}
