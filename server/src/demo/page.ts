/**
 * The demo's intranet: a page that knows nothing of the widgets, and the door through which anybody may look as any
 * demo member. It exists only under `vlinder demo`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { ProblemError } from '../http/problem.ts'
import type { Signer } from '../identity/development.ts'
import type { Storage } from '../storage/storage.ts'
import { news, notice, options } from './parts.ts'

export const COMMUNITY = 'zorg-dichtbij'
const FACILITATOR = 'm-hanneke-vos'
/** Who looks when nobody was chosen. */
const FIRST = 'm-sanne-bos'

const folder = (name: string) => fileURLToPath(new URL(`../../demo/${name}`, import.meta.url))

/** The community in the import format, in the order of the file names. */
export const CONTENT = readdirSync(folder('content'))
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .map((name) => folder(`content/${name}`))

const TYPES: Record<string, string> = {
  'intranet.css': 'text/css; charset=utf-8',
  'intranet.js': 'text/javascript; charset=utf-8',
  'linde.svg': 'image/svg+xml',
}

/** As strict as an intranet's gets: everything from here, nothing inline. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export function demoPage(storage: Storage, signer: Signer): Hono {
  const page = readFileSync(folder('page/index.html'), 'utf8')

  const members = () =>
    storage.db
      .selectFrom('member')
      .select(['id', 'name'])
      .where('community', '=', COMMUNITY)
      .where('active', '=', 1)
      .orderBy('name')
      .execute()

  return new Hono()
    .get('/', async (c) => {
      const known = await members()
      const wanted = c.req.query('as')
      const found = known.find(({ id }) => id === wanted)
      const chosen = found ?? known.find(({ id }) => id === FIRST)
      const parts: Record<string, unknown> = {
        as: encodeURIComponent(chosen?.id ?? FIRST),
        members: options(known, chosen?.id, FACILITATOR),
        notice: wanted && !found && chosen ? notice(wanted, chosen.name) : '',
        news: news(new Date().toISOString()),
      }
      c.header('content-security-policy', POLICY)
      c.header('cache-control', 'no-store')
      return c.html(page.replace(/{{(\w+)}}/g, (_, name) => String(parts[name])))
    })
    .post('/demo/token', async (c) => {
      const member = (await members()).find(({ id }) => id === c.req.query('as'))
      if (!member) throw new ProblemError('not-found', 'There is no such demo member.')
      c.header('cache-control', 'no-store')
      return c.json({
        token: await signer.sign(member, { role: member.id === FACILITATOR ? 'facilitator' : 'member' }),
      })
    })
    .get('/demo/:file', (c) => {
      const type = TYPES[c.req.param('file')]
      if (!type) throw new ProblemError('not-found')
      return c.body(readFileSync(folder(`page/${c.req.param('file')}`)), 200, { 'content-type': type })
    })
}
