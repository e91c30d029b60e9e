/**
 * `pnpm start`: an intranet with Vlinder inside, as one command. Vlinder runs as a program of its own; the intranet is
 * what readers open, on PORT. With VLINDER_SERVER set, that server is used and none is started.
 */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { dirname, join } from 'node:path'
import { intranet } from './intranet.ts'
import { keysIn } from './keys.ts'
import { answers, run, startVlinder, trustedAs, type Vlinder } from './vlinder.ts'

/** Who the intranet says it is. Not its address: that changes with PORT, and people must stay who they are. */
const ISSUER = 'https://intranet.delinde.example'
/** How long requests may take to end once it was told to stop, in milliseconds. */
const GRACE_MS = 10_000
/** How often, meanwhile, connections are closed that a browser would keep, in milliseconds. */
const SWEEP_MS = 50

const fail = (sentence: string): never => {
  process.stderr.write(`${sentence.trimEnd()}\n`)
  process.exit(1)
}

const { env } = process
const port = /^\d{1,5}$/.test(env.PORT || '4600') ? Number(env.PORT || '4600') : 0
if (port < 1 || port > 65_535) fail('PORT must be a number from 1 to 65535.')
const host = env.HOST || '127.0.0.1'
const databaseUrl = env.DATABASE_URL || 'data/demo.db'
const audience = (env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '')
const settings = { ...env, DATABASE_URL: databaseUrl, PUBLIC_URL: audience }

if (databaseUrl === ':memory:') fail('The demo keeps what you write: set DATABASE_URL to the path of a file.')

// The port is taken first, so that a taken one is said at once; who comes early waits.
const ready = Promise.withResolvers<RequestListener>()
const server = createServer(async (request, response) => (await ready.promise)(request, response))
await listen(server)
const vlinder = env.VLINDER_SERVER ? await running(env.VLINDER_SERVER) : await startVlinder(settings)
stopWith(vlinder)
const keys = keysIn(join(dirname(databaseUrl), 'intranet'))
run(settings, trustedAs(ISSUER, keys.publicFile))
const reload = env.VLINDER_RELOAD !== undefined
ready.resolve(intranet({ server: vlinder.url, issuer: ISSUER, audience, ...keys, reload }))
process.stdout.write(`The demo is at http://localhost:${port} (kept in ${databaseUrl}). Stop with Ctrl-C.\n`)

async function listen(server: Server): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening').catch(({ code, message }: NodeJS.ErrnoException) => {
    const why: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken by another program. Stop it, or set PORT to another number.`,
      EACCES: `Port ${port} may not be used by this user. Set PORT to a number above 1023.`,
      EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one it has.`,
    }
    fail(why[code ?? ''] ?? `Cannot listen on ${host}:${port}: ${message}`)
  })
}

/** A server that somebody else runs. */
async function running(url: string): Promise<Vlinder> {
  await answers(url)
  return { url, ended: new Promise(() => {}), stop: () => process.exit(0) }
}

function stopWith(vlinder: Vlinder): void {
  let stopping = false
  const stop = () => {
    // A second signal means now.
    if (stopping) process.exit(1)
    stopping = true
    server.close()
    setInterval(() => server.closeIdleConnections(), SWEEP_MS).unref()
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
    vlinder.stop()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  vlinder.ended.then((code) => {
    if (!stopping) fail('The Vlinder server ended.')
    // Answers that are still under way to readers are finished; then nothing is left to do.
    process.exitCode = code
  })
}
