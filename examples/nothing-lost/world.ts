/** A real server on a real file, behind a host that can cut a request short at a chosen moment, and browsers of its members. */
import { generateKeyPairSync } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launch } from '../browser.ts'
import { passOn } from '../intranet/proxy.ts'
import { freePort, type Running, vlinder } from '../server.ts'
import { tokenEndpoint } from '../token-endpoints/node/vlinder-token.js'

/** When a request is cut: before it leaves, once the server has committed and nobody has heard, or once its answer was heard. */
export type Moment = 'before' | 'committed' | 'answered'
interface Cut {
  method: string
  path: string
  moment: Moment
  kill(): Promise<unknown>
}

const WIDGETS: Record<string, string> = {
  '/story': '<vlinder-story-studio></vlinder-story-studio>',
  '/comment': '<vlinder-story-feed></vlinder-story-feed>',
  '/answer': '<vlinder-ask-peer topic="TOPIC"></vlinder-ask-peer>',
}
const page = ({
  pathname,
  searchParams,
}: URL) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Our intranet</title>
<script type="module" src="/sdk/v1/vlinder.js" data-community="plain" data-token-url="/vlinder-token"></script>${WIDGETS[pathname]!.replace('TOPIC', searchParams.get('topic') ?? '')}`

const at = '2026-01-05T10:00:00Z'
const RECORDS = [
  { type: 'community', id: 'plain', name: 'Plain', goal: 'Learn together', languages: ['en'] },
  { type: 'member', community: 'plain', id: 'jan', name: 'Jan de Boer' },
  {
    type: 'story',
    community: 'plain',
    id: 's1',
    author: 'jan',
    kind: 'failure',
    title: 'Too soon',
    body: 'Yes.',
    at,
  },
]
/** A question of its own for each topic: one that was answered is not open any more. */
const question = (topic: string) => ({
  ...{ type: 'question', community: 'plain', id: `q-${topic}`, author: 'jan', at },
  ...{ title: 'Who has been here?', body: '', topics: [topic] },
})

/** Who is signed in at the host, and in whose name its page asks the server. */
const signedIn = ({ headers }: IncomingMessage) => /who=([\w-]+)/.exec(headers.cookie ?? '')?.[1]
const asking = ({ headers }: IncomingMessage): string => {
  const [, claims] = headers.authorization?.split('.') ?? []
  return claims ? JSON.parse(String(Buffer.from(claims, 'base64url'))).sub : ''
}

export interface World {
  server: Running
  /** The next POST of that member whose path ends so is cut at that moment. Resolves once `kill` is done. */
  cut(who: string, path: string, moment: Moment, kill: () => Promise<unknown>): Promise<void>
  /** A browser of a member: what one device keeps. */
  device(who: string): Promise<BrowserContext>
  /** Opens one of the pages above. */
  open(device: BrowserContext, path: string): Promise<Page>
  /** As that member, past the widgets. */
  get(who: string, path: string): Promise<unknown[]>
  /** Resolves once it is so; it is looked at whenever something was answered. */
  until(so: () => Promise<boolean>): Promise<void>
  end(): Promise<void>
}

/** `topics`: of what there is a question about. */
export async function world(topics: string[]): Promise<World> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const before = ({ folder, vlinder: run }: Running) => {
    const [file, key] = [join(folder, 'plain.jsonl'), join(folder, 'host.pub')]
    writeFileSync(
      file,
      [...RECORDS, ...topics.map(question)].map((record) => JSON.stringify(record)).join('\n'),
    )
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
    for (const args of [
      ['import', file],
      ['issuer', 'add', 'plain', '--issuer', url, '--key', key],
    ]) {
      const { status, stderr } = run(...args)
      if (status !== 0) throw new Error(stderr)
    }
  }
  const [browser, server]: [Browser, Running] = await Promise.all([
    launch(),
    vlinder('serve', before, { PUBLIC_URL: url, LIMITS: 'off' }),
  ])
  const keyFile = join(server.folder, 'host.pem')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const answerToken = tokenEndpoint({ issuer: url, audience: url, keyFile })
  const cuts = new Map<string, Cut>()
  const answered = new EventEmitter()
  answered.setMaxListeners(0)

  /** Does with a request what a network does that breaks at the worst moment. */
  async function breakOff(request: IncomingMessage, { moment, kill }: Cut): Promise<void> {
    if (moment === 'committed') {
      const headers = new Headers(request.headers as Record<string, string>)
      for (const name of ['connection', 'content-length', 'host']) headers.delete(name)
      const body = await buffer(request)
      const { status } = await fetch(server.url + request.url, { method: 'POST', headers, body })
      if (status !== 201) throw new Error(`${status}`)
    }
    await kill()
    request.socket.destroy()
  }

  const host: Server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const address = new URL(request.url!, url)
    const { pathname } = address
    if (pathname === '/vlinder-token') {
      const who = signedIn(request)
      return answerToken(request, response, who ? { id: who, name: `Member ${who}` } : undefined)
    }
    if (pathname in WIDGETS) return void response.setHeader('content-type', 'text/html').end(page(address))
    response.on('finish', () => answered.emit('one'))
    const who = asking(request)
    const cut = cuts.get(who)
    const hit = cut && request.method === cut.method && pathname.endsWith(cut.path)
    if (hit) cuts.delete(who)
    if (!hit || cut.moment === 'answered') {
      // Whoever heard that it arrived looks at the draft next.
      if (hit) cuts.set(who, { ...cut, method: 'GET', path: '/drafts', moment: 'before' })
      return passOn(request, response, server.url)
    }
    breakOff(request, cut).catch((error) => {
      console.error(error)
      request.socket.destroy()
    })
  }).listen(port)
  await once(host, 'listening')

  return {
    server,
    cut: (who, path, moment, kill) =>
      new Promise((done) => {
        cuts.set(who, { method: 'POST', path, moment, kill: () => kill().then(() => done()) })
      }),
    async device(who) {
      const device = await browser.newContext({ viewport: { width: 900, height: 800 } })
      await device.addCookies([{ name: 'who', value: who, url }])
      return device
    },
    async open(device, path) {
      const tab = await device.newPage()
      await tab.goto(url + path)
      return tab
    },
    async get(who, path) {
      const asked = await fetch(`${url}/vlinder-token`, { method: 'POST', headers: { cookie: `who=${who}` } })
      const { token } = (await asked.json()) as { token: string }
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${server.url}/api/v1/communities/plain/${path}`, { headers })
      return ((await answer.json()) as { items: unknown[] }).items
    },
    async until(so) {
      for (let next = once(answered, 'one'); !(await so()); next = once(answered, 'one')) await next
    },
    async end() {
      await browser.close()
      host.closeAllConnections()
      host.close()
      await server.end()
    },
  }
}
