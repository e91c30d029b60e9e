/** Pictures that assertions name, from a real server on loopback: who shows them, and what is never fetched. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { limits, Me } from '@vlinder/contract'
import { pino } from 'pino'
import sharp from 'sharp'
import { parse } from 'valibot'
import { createApp } from '../app.ts'
import { createBackground } from '../background.ts'
import { allowedAddresses } from '../http/addresses.ts'
import { AUDIENCE, community } from '../testing.ts'

const png = (background = 'teal') =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer()

/** Time limits that pass only when told. Node can hold them; its types do not say so yet. */
const TIME_LIMITS = 'AbortSignal.timeout' as 'setTimeout'

type Answer = (req: IncomingMessage, res: ServerResponse) => unknown

/** A site with pictures, and a community whose server may call it (or `networks`). */
async function withSite(t: TestContext, answer: Answer, networks = '127.0.0.0/8') {
  const asked: string[] = []
  const site = createServer((req, res) => {
    asked.push(req.url!)
    answer(req, res)
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  t.after(() => {
    site.closeAllConnections()
    site.close()
  })
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const { storage, token } = await community()
  const said: { reason: string }[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => said.push(JSON.parse(line)) })
  const background = createBackground(log)
  const allowed = allowedAddresses(networks)!
  const app = createApp({
    storage,
    config: { publicUrl: AUDIENCE, allowedAddresses: allowed },
    log,
    background,
  })
  const ask = async (picture?: string, { claims = {}, method = 'GET', path = '/me', body }: Asked = {}) => {
    const jwt = await token('m-1', { ...claims, ...(picture !== undefined && { picture }) })
    const res = await app.request(`/api/v1/communities/zorg${path}`, {
      method,
      headers: { authorization: `Bearer ${jwt}`, ...(body && { 'content-type': 'image/png' }) },
      ...(body && { body }),
    })
    assert.equal(res.status, 200)
    return parse(Me, await res.json()).item.photo
  }
  /** The photo after everything that came of an assertion with this picture. */
  const photoAfter = async (picture?: string, more: Asked = {}) => {
    await ask(picture, more)
    await background.settled()
    return ask()
  }
  return { app, url, asked, said, background, ask, photoAfter }
}

interface Asked {
  claims?: object
  method?: string
  path?: string
  body?: Buffer
}

const sends =
  (bytes: Buffer, headers = {}): Answer =>
  (_, res) =>
    res.writeHead(200, headers).end(bytes)

test("the picture of an assertion becomes the member's photo, fetched once and served from here", async (t) => {
  const { app, url, asked, photoAfter } = await withSite(t, sends(await png()))
  const photo = await photoAfter(`${url}/a.png`)
  assert.match(photo ?? '', /^media\/[0-9a-f]{32}\.webp$/)
  assert.equal((await app.request(`/${photo}`)).headers.get('content-type'), 'image/webp')
  assert.equal(await photoAfter(`${url}/a.png`), photo)
  assert.deepEqual(asked, ['/a.png'])
})

test('a request waits for no picture', async (t) => {
  const { url, ask, background } = await withSite(t, () => {})
  assert.equal(await ask(`${url}/never.png`), undefined)
  await background.stop()
})

test('many requests at once fetch a picture once', async (t) => {
  const { url, asked, ask, background } = await withSite(t, sends(await png()))
  await Promise.all(Array.from({ length: 5 }, () => ask(`${url}/a.png`)))
  await background.settled()
  assert.equal(asked.length, 1)
})

test('a newer picture takes the place of the one before, and an older assertion brings nothing back', async (t) => {
  const pictures: Record<string, Buffer> = { '/a': await png('teal'), '/b': await png('orange') }
  const { url, asked, photoAfter } = await withSite(t, (req, res) => res.end(pictures[req.url!]))
  const earlier = { claims: { iat: Math.floor(Date.now() / 1000) - 60 } }
  const first = await photoAfter(`${url}/a`, earlier)
  const second = await photoAfter(`${url}/b`)
  assert.ok(first && second && first !== second)
  assert.equal(await photoAfter(`${url}/a`, earlier), second)
  assert.deepEqual(asked, ['/a', '/b'])
})

test('a photo stays when an assertion names no picture any more', async (t) => {
  const { url, photoAfter } = await withSite(t, sends(await png()))
  const photo = await photoAfter(`${url}/a.png`)
  assert.equal(await photoAfter(), photo)
})

test('a photo that the member chose or took off here stays so, whatever is asserted', async (t) => {
  const { url, asked, ask, photoAfter } = await withSite(t, sends(await png()))
  const own = await ask(undefined, { method: 'PUT', path: '/me/photo', body: await png('orange') })
  assert.equal(await photoAfter(`${url}/a.png`), own)
  await ask(undefined, { method: 'DELETE', path: '/me/photo' })
  assert.equal(await photoAfter(`${url}/b.png`), undefined)
  assert.deepEqual(asked, [])
})

test('a photo that the member chooses while a picture is fetched stays', async (t) => {
  const held: ServerResponse[] = []
  const arrived = Promise.withResolvers<void>()
  const { url, ask, background } = await withSite(t, (_, res) => {
    held.push(res)
    arrived.resolve()
  })
  await ask(`${url}/a.png`)
  await arrived.promise
  const own = await ask(undefined, { method: 'PUT', path: '/me/photo', body: await png('orange') })
  held[0]!.end(await png())
  await background.settled()
  assert.equal(await ask(), own)
})

test('what is no picture changes nothing, is said to the operator, and is asked for again after a day', async (t) => {
  let answer: Answer = sends(Buffer.from('<!doctype html><h1>Sign in</h1>'), { 'content-type': 'image/png' })
  const { url, asked, said, photoAfter } = await withSite(t, (req, res) => answer(req, res))
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  assert.equal(await photoAfter(`${url}/a.png?sig=secret`), undefined)
  assert.match(said[0]?.reason ?? '', /cannot be read as a picture/)
  assert.equal(JSON.stringify(said).includes('secret'), false)
  answer = sends(await png())
  assert.equal(await photoAfter(`${url}/a.png?sig=secret`), undefined)
  assert.equal(asked.length, 1)
  t.mock.timers.tick(24 * 60 * 60 * 1000)
  assert.ok(await photoAfter(`${url}/a.png?sig=secret`))
})

test('another address is asked for at once, whatever became of the one before', async (t) => {
  const good = await png()
  const { url, photoAfter } = await withSite(t, (req, res) =>
    req.url === '/good.png' ? res.end(good) : res.writeHead(404).end(),
  )
  assert.equal(await photoAfter(`${url}/gone.png`), undefined)
  assert.ok(await photoAfter(`${url}/good.png`))
})

test('a picture that is too large, elsewhere after all or not at hand is left, and why is said', async (t) => {
  const { url, said, photoAfter } = await withSite(t, (req, res) => {
    if (req.url === '/huge') res.end(Buffer.alloc(limits.PHOTO_BYTES_MAX + 1))
    else if (req.url === '/away') res.writeHead(302, { location: 'https://elsewhere.example/a.png' }).end()
    else if (req.url === '/broken') res.destroy()
    else res.writeHead(500).end()
  })
  for (const path of ['/huge', '/away', '/broken', '/500'])
    assert.equal(await photoAfter(url + path), undefined)
  const reasons = [/larger than/, /redirects to another host/, /cannot be reached/, /answers 500/]
  for (const [i, reason] of reasons.entries()) assert.match(said[i]?.reason ?? '', reason)
})

test('an address that may not be called, or is none of the web, is not called', async (t) => {
  const { url, asked, said, photoAfter } = await withSite(t, sends(await png()), '')
  for (const address of [
    `${url}/a.png`,
    'https://127.0.0.1/a.png',
    'https://10.0.0.1/a.png',
    'https://[::1]/a.png',
    'https://169.254.169.254/latest/meta-data',
    'http://intranet.example.nl/a.png',
    'file:///etc/passwd',
    `data:image/png;base64,${(await png()).toString('base64')}`,
  ])
    assert.equal(await photoAfter(address), undefined, address)
  assert.deepEqual(asked, [])
  assert.equal(said.length, 8)
  for (const { reason } of said) assert.match(reason, /must be https|private/)
})

test('a picture that does not come in time is given up', async (t) => {
  const arrived = Promise.withResolvers<void>()
  const { url, ask, said, background } = await withSite(t, () => arrived.resolve())
  t.mock.timers.enable({ apis: [TIME_LIMITS] })
  await ask(`${url}/a.png`)
  await arrived.promise
  t.mock.timers.tick(5_000)
  await background.settled()
  assert.match(said[0]?.reason ?? '', /took longer than 5 s/)
  assert.equal(await ask(), undefined)
})

test('a server that stops ends the fetching, and keeps nothing of it', async (t) => {
  const arrived = Promise.withResolvers<void>()
  const { url, ask, said, background } = await withSite(t, () => arrived.resolve())
  // Time stands still: only being told ends it.
  t.mock.timers.enable({ apis: [TIME_LIMITS] })
  await ask(`${url}/a.png`)
  await arrived.promise
  await background.stop()
  assert.deepEqual(said, [])
  assert.equal(await ask(`${url}/a.png`), undefined)
})
