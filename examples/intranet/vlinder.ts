/** The Vlinder server beside the intranet: started as a program of its own, and told whose signature to trust. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { FACILITATORS } from './staff.ts'

const COMMUNITY = 'zorg-dichtbij'
const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const WITH_PARENT = new URL('with-parent.ts', import.meta.url).href
/** Between two looks whether it answers, in milliseconds. */
const LOOK_MS = 50

export interface Vlinder {
  url: string
  /** Resolves with its exit code. */
  ended: Promise<number>
  stop(signal?: NodeJS.Signals): void
}

/** Starts the demo community on a port of its own; resolves once it answers. Where it cannot start, it says why itself. */
export async function startVlinder(env: NodeJS.ProcessEnv): Promise<Vlinder> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', WITH_PARENT, MAIN, 'demo'], {
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', TRUST_PROXY: '1' },
    // Its first words are for who started it alone.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // A group of its own: Ctrl-C reaches the intranet, which then stops it once.
    detached: true,
  })
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n')) if (/\.\.\.$/.test(line)) process.stdout.write(`${line}\n`)
  })
  const ended = once(child, 'exit').then(([code]) => code ?? 1)
  const url = `http://127.0.0.1:${port}`
  const code = await Promise.race([answers(url), ended])
  if (code !== undefined) process.exit(code)
  return { url, ended, stop: (signal = 'SIGTERM') => void child.kill(signal) }
}

/** Resolves once the server at `url` answers. */
export async function answers(url: string): Promise<void> {
  const ready = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await ready())) await wait(LOOK_MS)
}

/** What an operator does once: let the community believe what this key signs. */
export const trustedAs = (issuer: string, publicFile: string): string[] => [
  ...['issuer', 'add', COMMUNITY, '--issuer', issuer, '--key', publicFile],
  ...['--role', `facilitator=${FACILITATORS}`, '--admit', 'listed'],
]

/** Runs a command of Vlinder's. @throws Error with what it said when it failed */
export function run(env: NodeJS.ProcessEnv, args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
