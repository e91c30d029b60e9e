/** What the intranet passes on to the Vlinder server, and what it keeps to itself. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, request as send } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import test, { type TestContext } from 'node:test'
import { passOn } from './proxy.ts'

async function listening(t: TestContext, answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  t.after(close)
  return { server, close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A server, and the address at which it is reached through the intranet. */
async function behind(t: TestContext, answer: RequestListener) {
  const vlinder = await listening(t, answer)
  const { url } = await listening(t, (request, response) => passOn(request, response, vlinder.url))
  return { url, vlinder }
}

test("the intranet's cookie stays with it, and who is asking is its own word", async (t) => {
  const { url } = await behind(t, ({ headers }, response) => response.end(JSON.stringify(headers)))
  const asked = { cookie: 'lindenet=x', 'x-forwarded-for': '203.0.113.7', authorization: 'Bearer x' }
  const headers = (await (await fetch(url, { headers: asked })).json()) as Record<string, string>
  assert.equal(headers.cookie, undefined)
  assert.equal(headers['x-forwarded-for'], '127.0.0.1')
  assert.equal(headers.authorization, 'Bearer x')
})

test('a photo goes through whole, and the answer comes back as it was given', async (t) => {
  const { url } = await behind(t, async (request, response) => {
    const { length } = await buffer(request)
    response.writeHead(201, { etag: '"x"' }).end(`${request.method} ${request.url} ${length}`)
  })
  const answer = await fetch(`${url}/me/photo?a=%20b`, { method: 'PUT', body: new Uint8Array(3_000_000) })
  assert.deepEqual([answer.status, answer.headers.get('etag')], [201, '"x"'])
  assert.equal(await answer.text(), 'PUT /me/photo?a=%20b 3000000')
})

test('a body without a length stays one body: it cannot pose as another request', async (t) => {
  const seen: string[] = []
  const { url } = await behind(t, async (request, response) => {
    seen.push(`${request.method} ${request.url} ${(await buffer(request)).length}`)
    response.end()
  })
  const hidden = `GET /hidden HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n`
  const asked = send(`${url}/seen`, { method: 'DELETE', headers: { 'transfer-encoding': 'chunked' } })
  const answered = once(asked, 'response')
  asked.end(hidden)
  const [answer] = await answered
  await buffer(answer)
  // What was hidden would come before this one: on the same connection, or while this one is made.
  await (await fetch(`${url}/after`)).text()
  assert.deepEqual(seen, [`DELETE /seen ${hidden.length}`, 'GET /after 0'])
})

test('a request that names no host, as HTTP/1.0 may, goes through and ends nothing', async (t) => {
  const { url } = await behind(t, (_, response) => response.end('here'))
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET / HTTP/1.0\r\n\r\n')
  assert.match(await text(socket), /^HTTP\/1\.1 200 [\s\S]*here$/)
  assert.equal((await fetch(url)).status, 200)
})

test('a reader who goes away ends what is streamed to them', async (t) => {
  const ended = Promise.withResolvers<void>()
  const { url } = await behind(t, (_, response) => {
    response.on('close', ended.resolve)
    response.write('first')
  })
  const leaving = new AbortController()
  const stream = (await fetch(url, { signal: leaving.signal })).body!.getReader()
  assert.equal(new TextDecoder().decode((await stream.read()).value), 'first')
  leaving.abort()
  await ended.promise
})

test('a server that is away is a 502 that says so', async (t) => {
  const { url, vlinder } = await behind(t, (_, response) => response.end())
  vlinder.close()
  const answer = await fetch(url)
  assert.deepEqual([answer.status, await answer.text()], [502, 'The Vlinder server does not answer.\n'])
})
