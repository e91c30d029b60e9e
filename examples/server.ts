/** Starts a real Vlinder server for a test, as a process of its own, and ends it afterwards. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../server/src/main.ts', import.meta.url))

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export interface Running {
  url: string
  folder: string
  /** Runs another command on the same database. */
  vlinder(...args: string[]): { status: number | null; stdout: string; stderr: string }
  /** Stops the server, as Ctrl-C or as a crash does, and waits for its end. Resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  start(): Promise<void>
  /** Stops it and removes its folder. */
  end(): Promise<void>
}

/** `before` runs on the empty database before the server starts; `more` is set in its environment. */
export async function vlinder(
  command: 'serve' | 'demo',
  before?: (running: Running) => void,
  more: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: join(folder, 'test.db'),
    LOG_LEVEL: 'error',
    ...more,
  }
  let child: ChildProcess | undefined
  const running: Running = {
    url: `http://localhost:${port}`,
    folder,
    vlinder: (...args) => spawnSync(process.execPath, [MAIN, ...args], { env, encoding: 'utf8' }),
    async start() {
      child = spawn(process.execPath, [MAIN, command], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      for await (const line of child.stdout!) if (/Stop with Ctrl-C/.test(String(line))) break
    },
    async stop(signal = 'SIGINT') {
      if (!child || child.exitCode !== null) return child?.exitCode ?? null
      child.kill(signal)
      const [code] = await once(child, 'exit')
      return code
    },
    async end() {
      await running.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  before?.(running)
  await running.start()
  return running
}
