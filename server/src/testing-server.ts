/** For tests: the command line and the server, as processes of their own in a folder of their own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { developmentSigner } from './identity/development.ts'
import { importFiles } from './import/import.ts'
import { openStorage } from './storage/storage.ts'

const MAIN = join(import.meta.dirname, 'main.ts')

const COMMUNITY = [
  { type: 'community', id: 'zorg', name: 'Zorg', goal: 'Leren', origins: ['https://intranet.example.nl'] },
  { type: 'member', community: 'zorg', id: 'm-1', name: 'Marieke Aalbers' },
]

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** A folder that goes with the test, where `vlinder()` runs commands on `test.db` and `serve()` starts a server. */
export async function workplace(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  const base = { PATH: process.env.PATH, PORT: String(port), DATABASE_URL: 'test.db', LOG_LEVEL: 'trace' }

  const vlinder = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...base, ...env },
      encoding: 'utf8',
      timeout: 20_000,
    })

  /** Makes the community `zorg` with member `m-1`, and gives the headers of a request of theirs. */
  const fill = async () => {
    const file = join(folder, 'zorg.jsonl')
    const databaseUrl = join(folder, base.DATABASE_URL)
    writeFileSync(file, COMMUNITY.map((record) => JSON.stringify(record)).join('\n'))
    const storage = await openStorage(databaseUrl)
    await importFiles(storage, [file])
    const audience = `http://localhost:${port}`
    const signer = await developmentSigner(storage, 'zorg', { audience, databaseUrl })
    const token = await signer.sign({ id: 'm-1', name: 'Marieke Aalbers' })
    await storage.close()
    return {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    }
  }

  /** Starts a server and waits until it says that it serves. */
  const serve = async (command: 'serve' | 'demo' = 'serve', env: NodeJS.ProcessEnv = {}) => {
    const child = spawn(process.execPath, [MAIN, command], {
      cwd: folder,
      env: { ...base, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    t.after(() => child.kill('SIGKILL'))
    let said = ''
    const ended = once(child, 'exit')
    const ready = new Promise<void>((resolve, reject) => {
      const hear = (text: string) => {
        said += text
        if (said.includes('Stop with Ctrl-C')) resolve()
      }
      child.stdout.setEncoding('utf8').on('data', hear)
      child.stderr.setEncoding('utf8').on('data', hear)
      child.on('exit', () => reject(new Error(`The server ended: ${said}`)))
    })
    await ready
    return {
      /** Everything printed until now. */
      said: () => said,
      kill: (signal: NodeJS.Signals) => child.kill(signal),
      /** The exit code, or null after a signal that could not be caught. */
      ended: async (): Promise<number | null> => (await ended)[0],
    }
  }

  return { folder, port, url: `http://127.0.0.1:${port}`, vlinder, fill, serve }
}
