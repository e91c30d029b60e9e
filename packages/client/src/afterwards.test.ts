import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { afterwards } from './afterwards.ts'
import { link } from './link.ts'

/** A server that knows question `b`; `a` was merged into it, and `c` lies behind somebody else's sign-in page. */
async function merged(answer: (asked: ReturnType<typeof afterwards>, seen: string[]) => Promise<void>) {
  const seen: string[] = []
  const listener: RequestListener = (req, res) => {
    const name = req.url?.split('/questions/')[1] ?? ''
    seen.push(`${name} ${req.headers.authorization}`)
    if (name === 'a') return res.writeHead(308, { location: 'b' }).end()
    if (name === 'c') return res.writeHead(302, { location: '/login' }).end()
    if (name !== 'b') return res.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>')
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"item":{"id":"b"},"mine":{}}')
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const to = link({ server: `http://127.0.0.1:${port}`, community: 'zorg', getToken: async () => 't' })
  try {
    await answer(afterwards(to), seen)
  } finally {
    server.close()
  }
}

test('a question is read by the address that it had before it was merged, with the token', () =>
  merged(async (asked, seen) => {
    assert.equal((await asked.question('a')).item.id, 'b')
    assert.deepEqual(seen, ['a Bearer t', 'a Bearer t', 'b Bearer t'])
  }))

test('a redirect that is none of the server leads nowhere', () =>
  merged(async (asked) => {
    await assert.rejects(asked.question('c'), { kind: 'signed-out' })
  }))
