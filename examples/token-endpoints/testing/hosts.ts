/** For tests: each recipe inside the least intranet that can run it, with a sign-in that believes what it is told. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { freePort } from '../../server.ts'
import { tokenEndpoint } from '../node/vlinder-token.js'

export interface Person {
  id: string
  name: string
  email?: string
  groups: string[]
}

export interface Settings {
  issuer: string
  audience: string
  keyFile: string
}

export interface Host {
  /** Where the recipe answers. */
  endpoint: string
  /** Address that takes a person as JSON, and begins a session in a cookie. */
  signIn: string
  end(): void
}

const beside = (path: string) => join(import.meta.dirname, '..', path)

export async function nodeHost(settings: Settings): Promise<Host> {
  const answer = tokenEndpoint(settings)
  const people: Person[] = []
  const server = createServer(async (request, response) => {
    if (request.url === '/sign-in') {
      people.push((await json(request)) as Person)
      return response.writeHead(200, { 'set-cookie': `who=${people.length - 1}` }).end()
    }
    const person = people[Number(/who=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? -1)]
    answer(request, response, person && { ...person, roles: person.groups })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { endpoint: `${url}/vlinder-token`, signIn: `${url}/sign-in`, end: () => void server.close() }
}

export async function phpHost(settings: Settings): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-php-'))
  copyFileSync(beside('php/vlinder-token.php'), join(folder, 'vlinder-token.php'))
  copyFileSync(beside('testing/sign-in.php'), join(folder, 'sign-in.php'))
  const address = `127.0.0.1:${await freePort()}`
  const args = ['-d', `session.save_path=${folder}`, '-S', address, '-t', folder]
  const child = spawn('php', args, { env: environment(settings), stdio: ['ignore', 'inherit', 'pipe'] })
  await saying(child, /started/)
  const end = () => {
    child.kill()
    rmSync(folder, { recursive: true })
  }
  return { endpoint: `http://${address}/vlinder-token.php`, signIn: `http://${address}/sign-in.php`, end }
}

export async function pythonHost(settings: Settings, python: string): Promise<Host> {
  const env = { ...environment(settings), PYTHONPATH: beside('python'), PYTHONDONTWRITEBYTECODE: '1' }
  const child = spawn(python, [beside('testing/app.py')], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const url = `http://127.0.0.1:${(await saying(child, /\d+/)).trim()}`
  return { endpoint: `${url}/vlinder-token`, signIn: `${url}/sign-in`, end: () => void child.kill() }
}

/** The three settings, as the recipes that read them from the environment know them. */
export const environment = ({ issuer, audience, keyFile }: Settings) => ({
  ...process.env,
  VLINDER_ISSUER: issuer,
  VLINDER_AUDIENCE: audience,
  VLINDER_KEY_FILE: keyFile,
})

/** What a program said until it said what was waited for. It may go on speaking. */
function saying(child: ChildProcess, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (text: Buffer) => {
      said += text
      if (what.test(said)) resolve(said)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)))
  })
}
