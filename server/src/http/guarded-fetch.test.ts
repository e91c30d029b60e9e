/** What the server fetches for others, and what it refuses to. Loopback only; other addresses are refused before a call. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import fc from 'fast-check'
import { allowedAddresses, isPublic } from './addresses.ts'
import { FetchRefusal, type GuardedOptions, guardedFetch } from './guarded-fetch.ts'

const OPTIONS: GuardedOptions = { maxBytes: 1_000, timeoutMs: 5_000, accept: '*/*', loopback: true }

async function site(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const refused = (address: string, why: RegExp, options: Partial<GuardedOptions> = {}) =>
  assert.rejects(guardedFetch(address, { ...OPTIONS, ...options }), (error: Error) => {
    assert.ok(error instanceof FetchRefusal, String(error.stack))
    assert.match(error.message, why)
    return true
  })

test('a loopback address is fetched for an operator', async (t) => {
  const url = await site(t, (_, res) => res.setHeader('x-a', 'b').end('hello'))
  const { status, headers, body } = await guardedFetch(url, OPTIONS)
  assert.deepEqual([status, headers['x-a'], body.toString()], [200, 'b', 'hello'])
  assert.equal((await guardedFetch(url.replace('127.0.0.1', 'localhost'), OPTIONS)).status, 200)
})

test('a loopback address is refused for anybody else, by http and https', async (t) => {
  const url = await site(t, (_, res) => res.end('hello'))
  await refused(url, /must be https/, { loopback: false })
  await refused(url.replace('http:', 'https:'), /address is private/, { loopback: false })
  await refused('https://localhost/', /address is private/, { loopback: false })
  await refused('https://[::1]/', /address is private/, { loopback: false })
})

test('other schemes, and http to other hosts, are refused', async () => {
  for (const url of ['http://intranet.example.nl/', 'ftp://localhost/', 'file:///etc/passwd', 'data:,x'])
    await refused(url, /must be https/)
  await refused('nothing', /not a web address/)
  await refused('https://user:secret@example.nl/', /user name or password/)
})

test('private addresses are refused however they are written', async () => {
  const written = [
    '10.0.0.1',
    '0x0a.1',
    '167772161',
    '012.0.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
  ]
  for (const host of [...written, '[::ffff:10.0.0.1]', '[fd00::1]', '[fe80::1]', '[::]', '[64:ff9b::a00:1]'])
    await refused(`https://${host}/`, /address is private/)
})

test('a name that turns out to be a private address is refused', async (t) => {
  const url = await site(t, (_, res) => res.end('hello'))
  const options = { loopback: false, allowed: allowedAddresses('10.0.0.0/8')! }
  await refused(url.replace('http://127.0.0.1', 'https://localhost'), /address is private/, options)
})

test('a private address that the operator allows is called', async (t) => {
  const url = await site(t, (_, res) => res.end('hello'))
  const https = url.replace('http://127.0.0.1', 'https://localhost')
  // It is no https server: that it is told so means that it was called.
  await refused(https, /cannot be reached/, {
    loopback: false,
    allowed: allowedAddresses('127.0.0.0/8, ::1')!,
  })
  await refused(https, /cannot be reached/, { loopback: false, allowed: allowedAddresses('all')! })
})

test('a redirect to another host, port or scheme is refused; within the host it is followed', async (t) => {
  const other = await site(t, (_, res) => res.end('other'))
  const url = await site(t, (req, res) => {
    const to = new URL(req.url ?? '', 'http://x').searchParams.get('to')
    res.writeHead(to ? 302 : 200, to ? { location: to } : {}).end(to ? '' : 'here')
  })
  const to = (location: string) => `${url}/?to=${encodeURIComponent(location)}`
  assert.equal((await guardedFetch(to('/there'), OPTIONS)).body.toString(), 'here')
  await refused(to(other), /redirects to another host/)
  await refused(to('https://example.nl/'), /redirects to another host/)
  await refused(to(url.replace('127.0.0.1', 'localhost')), /redirects to another host/)
  await refused(to('file:///etc/passwd'), /redirects to another host/)
})

test('a redirect without end is refused', async (t) => {
  const url = await site(t, (_, res) => res.writeHead(302, { location: '/again' }).end())
  await refused(url, /redirects too often/)
})

test('more than the limit is refused, with and without a length', async (t) => {
  const url = await site(t, (req, res) => {
    const length = Number(new URL(req.url ?? '', 'http://x').searchParams.get('length'))
    if (length % 2 === 0) res.setHeader('content-length', length)
    res.write('x'.repeat(length - 1))
    res.end('x')
  })
  assert.equal((await guardedFetch(`${url}/?length=1000`, OPTIONS)).body.length, 1_000)
  await refused(`${url}/?length=1001`, /larger than 1000 bytes/)
  await refused(`${url}/?length=100000`, /larger than 1000 bytes/)
})

test('a compressed answer, which nobody asked for, is refused', async (t) => {
  const url = await site(t, (_, res) => res.setHeader('content-encoding', 'gzip').end('x'))
  await refused(url, /compressed/)
})

test('an answer that never ends is given up, before and after its head', async (t) => {
  const silent = await site(t, () => {})
  const slow = await site(t, (_, res) => res.write('x'))
  for (const url of [silent, slow]) await refused(url, /took longer than 0\.1 s/, { timeoutMs: 100 })
})

test('nobody there is a refusal with a reason', async (t) => {
  const url = await site(t, (req) => req.socket.destroy())
  await refused(url, /cannot be reached \(ECONNRESET\)/)
})

test('no address of a private network counts as public', () => {
  const byte = fc.nat(255)
  const within = fc.oneof(
    fc.tuple(fc.constant(10), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(127), byte, byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  )
  fc.assert(
    fc.property(within, (bytes) => !isPublic(bytes.join('.')) && !isPublic(`::ffff:${bytes.join('.')}`)),
  )
})

test('public addresses are public', () => {
  for (const address of [
    '1.1.1.1',
    '9.255.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '2a02:898::1',
    '2606:4700::1',
  ])
    assert.ok(isPublic(address), address)
})

test('a list of networks that cannot be read is no list', () => {
  for (const list of [
    'yes',
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    'localhost',
  ])
    assert.equal(allowedAddresses(list), undefined, list)
  const allowed = allowedAddresses('10.20.0.0/16, 192.168.1.7 fd00::/8')!
  for (const address of ['10.20.3.4', '192.168.1.7', 'fd12::1', '1.1.1.1'])
    assert.ok(allowed(address), address)
  for (const address of ['10.21.0.1', '192.168.1.8', '127.0.0.1', 'fe80::1', '::1'])
    assert.ok(!allowed(address), address)
})
