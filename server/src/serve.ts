/** Listens, and stops cleanly: requests that are under way are finished, then the database is closed. */
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import { type Background, createBackground } from './background.ts'
import type { Config } from './config.ts'
import { StartError } from './start-error.ts'
import type { Storage } from './storage/storage.ts'

/** How long requests may take to end once the server was told to stop, in milliseconds. */
const GRACE_MS = 10_000
/** How often, meanwhile, connections are closed whose request has ended and that a browser would keep, in milliseconds. */
const SWEEP_MS = 50

export const createLog = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })

/** Serves until a signal comes. Resolves once it listens. @throws StartError when the port is taken or not ours */
export async function startServer(storage: Storage, config: Config, more?: Hono): Promise<void> {
  const log = createLog(config.logLevel)
  const background = createBackground(log)
  const app = createApp({ storage, config, log, background, ...(more && { more }) })
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }) as Server
  try {
    await listening(server, config)
  } catch (error) {
    await storage.close()
    throw error
  }
  stopOnSignal(server, storage, background)
}

function listening(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${port} is taken by another program. Stop it, or set PORT to another number.`,
        EACCES: `Port ${port} may not be used by this user. Set PORT to a number above 1023.`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one it has.`,
      }
      reject(new StartError(why[code ?? ''] ?? `Cannot listen on ${host}:${port}: ${message}`))
    })
  })
}

function stopOnSignal(server: Server, storage: Storage, background: Background): void {
  let stopping = false
  const stop = () => {
    // A second signal means now.
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
    server.close(async () => {
      await background.stop()
      await storage.close()
      process.exit(0)
    })
    setInterval(() => server.closeIdleConnections(), SWEEP_MS).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
