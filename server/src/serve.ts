/** Listens, and stops cleanly: requests that are under way are finished, then the database is closed. */
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import { type Background, createBackground } from './background.ts'
import type { Config } from './config.ts'
import { createMetrics } from './http/metrics.ts'
import { runDue } from './jobs/run.ts'
import { createLive, type Live } from './live/live.ts'
import { forgetPreviews } from './previews/queries.ts'
import { StartError } from './start-error.ts'
import type { Storage } from './storage/storage.ts'
import { forgetReads } from './stories/reads.ts'

/** How long requests may take to end once the server was told to stop, in milliseconds. */
const GRACE_MS = 10_000
/** How often, meanwhile, connections are closed whose request has ended and that a browser would keep, in milliseconds. */
const SWEEP_MS = 50

/** How often it is forgotten who read what too long ago, in milliseconds. */
const FORGET_MS = 6 * 3_600_000

/** How often is looked for what is due, in milliseconds: what waits for days can wait for half a minute. */
const DUE_MS = 30_000

export const createLog = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })

/** Serves until a signal comes. Resolves once it listens. @throws StartError when a port is taken or not ours */
export async function startServer(storage: Storage, config: Config, more?: Hono): Promise<void> {
  const log = createLog(config.logLevel)
  const background = createBackground(log)
  const live = createLive(storage, log)
  const { metricsAt, metricsKey } = config
  const metrics = metricsAt || metricsKey ? createMetrics(storage, config) : undefined
  const app = createApp({ storage, config, log, background, live, metrics, ...(more && { more }) })
  const servers: Server[] = []
  try {
    servers.push(await listen(app, config, 'HOST', 'PORT'))
    if (metrics && metricsAt)
      servers.push(await listen(metrics.app, metricsAt, 'METRICS_PORT', 'METRICS_PORT'))
  } catch (error) {
    for (const server of servers) server.close()
    await storage.close()
    throw error
  }
  stopOnSignal(servers, storage, background, live)
  const forget = () =>
    background.start(async () => {
      await forgetReads(storage)
      await forgetPreviews(storage)
    })
  forget()
  setInterval(forget, FORGET_MS).unref()
  const due = () =>
    background.start(async (signal) => {
      await runDue(storage, { log, signal })
    })
  due()
  setInterval(due, DUE_MS).unref()
}

/** `hostVariable` and `portVariable` are what to change when it cannot be listened there. */
function listen(
  app: { fetch: Hono['fetch'] },
  { port, host }: { port: number; host: string },
  hostVariable: string,
  portVariable: string,
): Promise<Server> {
  const server = serve({ fetch: app.fetch, port, hostname: host }) as Server
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server))
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${port} is taken by another program. Stop it, or set ${portVariable} to another number.`,
        EACCES: `Port ${port} may not be used by this user. Set ${portVariable} to a number above 1023.`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Set ${hostVariable} to one it has.`,
      }
      reject(new StartError(why[code ?? ''] ?? `Cannot listen on ${host}:${port}: ${message}`))
    })
  })
}

function stopOnSignal(servers: Server[], storage: Storage, background: Background, live: Live): void {
  let stopping = false
  const stop = () => {
    // A second signal means now.
    if (stopping) process.exit(1)
    stopping = true
    live.close()
    setTimeout(() => servers.map((server) => server.closeAllConnections()), GRACE_MS).unref()
    void Promise.all(servers.map(closed)).then(async () => {
      await background.stop()
      await storage.close()
      process.exit(0)
    })
    setInterval(() => servers.map((server) => server.closeIdleConnections()), SWEEP_MS).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

const closed = (server: Server) => new Promise((resolve) => server.close(resolve))
