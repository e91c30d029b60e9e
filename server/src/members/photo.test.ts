/** Photos: from what a member sends to what everybody sees, and its end. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { limits, Me, type Problem, problemName } from '@vlinder/contract'
import sharp from 'sharp'
import { parse } from 'valibot'
import { community, ORIGIN } from '../testing.ts'
import { toUploadedPhoto } from './photo.ts'

type Body = string | Uint8Array | ReadableStream

const picture = (background = 'teal', width = 640, height = 400) =>
  sharp({ create: { width, height, channels: 3, background } })

async function withPhotos() {
  const { app, as, token, storage } = await community()
  const send = async (subject: string, bytes: Body, type: string, id = 'zorg', headers = {}) =>
    app.request(`/api/v1/communities/${id}/me/photo`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await token(subject)}`, 'content-type': type, ...headers },
      body: bytes,
      duplex: 'half',
    } as RequestInit)
  const photoOf = async (subject: string, id = 'zorg') =>
    parse(Me, await (await as(subject, id)('me')).json()).item.photo
  /** Uploads and gives the photo's path. */
  const upload = async (subject: string, bytes: Body, id = 'zorg') => {
    const res = await send(subject, bytes, 'image/png', id)
    assert.equal(res.status, 200)
    return parse(Me, await res.json()).item.photo!
  }
  const served = async (path: string) => (await app.request(`/${path}`)).status
  return { app, as, storage, send, upload, photoOf, served }
}

test('a JPEG, PNG, WebP, AVIF or GIF becomes a square WebP without what its camera wrote into it', async () => {
  const { app, send } = await withPhotos()
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
    const bytes = await picture()
      .withExif({ IFD0: { Copyright: 'Marieke' }, IFD3: { GPSLatitude: '52/1 22/1 0/1' } })
      .withIccProfile('p3')
      .toFormat(format)
      .toBuffer()
    const res = await send('m-1', bytes, `image/${format}`)
    assert.equal(res.status, 200, format)
    const { photo } = parse(Me, await res.json()).item
    const stored = Buffer.from(await (await app.request(`/${photo}`)).arrayBuffer())
    const { width, height, exif, icc, xmp, iptc, ...is } = await sharp(stored).metadata()
    assert.deepEqual([is.format, width, height], ['webp', 192, 192], format)
    assert.deepEqual([exif, icc, xmp, iptc], [undefined, undefined, undefined, undefined], format)
  }
})

/** The same photo in another size. */
const sized = (path: string, edge: number) => path.replace('.webp', `-${edge}.webp`)

test('a photo comes in three sizes, which live and die together', async () => {
  const { app, as, upload, served } = await withPhotos()
  const path = await upload('m-1', await picture('teal', 900, 700).png().toBuffer())
  const paths = [path, sized(path, 96), sized(path, 512)]
  const edges = []
  for (const one of paths) {
    const { width, height } = await sharp(await (await app.request(`/${one}`)).arrayBuffer()).metadata()
    edges.push([width, height])
  }
  assert.deepEqual(edges, [
    [192, 192],
    [96, 96],
    [512, 512],
  ])
  await as('m-1')('me/photo', { method: 'DELETE' })
  for (const one of paths) assert.equal(await served(one), 404)
})

test('a picture that is smaller than a size stays as small, however long it is', async () => {
  const { app, upload } = await withPhotos()
  for (const [width, height, edge] of [
    [120, 150, 120],
    [20_000, 3, 3],
  ] as const) {
    const path = await upload('m-1', await picture('teal', width, height).png().toBuffer())
    const stored = await (await app.request(`/${sized(path, 512)}`)).arrayBuffer()
    assert.equal((await sharp(stored).metadata()).width, edge)
  }
})

test('print colours, deep colours, greys and moving pictures become what a screen shows', async () => {
  const { app, upload } = await withPhotos()
  const red = picture('red', 64, 64)
  const frames = await sharp([await red.png().toBuffer(), await picture('blue', 64, 64).png().toBuffer()], {
    join: { animated: true },
  })
    .gif()
    .toBuffer()
  for (const [what, bytes, dominant] of [
    ['CMYK', await red.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(), [255, 0, 0]],
    ['16 bits', await red.toColourspace('rgb16').png().toBuffer(), [255, 0, 0]],
    ['grey', await picture('#808080', 64, 64).toColourspace('b-w').png().toBuffer(), [128, 128, 128]],
    ['moving', frames, [255, 0, 0]],
  ] as const) {
    const path = await upload('m-1', bytes)
    const stored = await (await app.request(`/${path}`)).arrayBuffer()
    const { pages, space } = await sharp(stored).metadata()
    assert.deepEqual([pages, space], [undefined, 'srgb'], what)
    const seen = await sharp(stored).removeAlpha().raw().toBuffer()
    for (const [i, value] of dominant.entries())
      assert.ok(Math.abs(seen[i]! - value) < 40, `${what}: ${seen.subarray(0, 3).join()}`)
  }
})

test('what is hidden in a picture does not come out again', async () => {
  const { app, upload } = await withPhotos()
  const html = '<!doctype html><script>alert(1)</script>'
  const jpeg = await picture().jpeg().toBuffer()
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, html.length + 2]), Buffer.from(html)])
  const inside = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from(html)])
  const path = await upload('m-1', inside)
  for (const one of [path, sized(path, 96), sized(path, 512)]) {
    const stored = Buffer.from(await (await app.request(`/${one}`)).arrayBuffer())
    assert.equal(stored.includes('script'), false)
  }
})

test('a photo taken on its side stands upright', async () => {
  const { app, upload } = await withPhotos()
  const left = await sharp({ create: { width: 100, height: 200, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const halves = await picture('blue', 200, 200)
    .composite([{ input: left, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const path = await upload('m-1', halves)
  const stored = await (await app.request(`/${path}`)).arrayBuffer()
  const [r, , b] = await sharp(stored).extract({ left: 96, top: 20, width: 1, height: 1 }).raw().toBuffer()
  // What was left is on top now.
  assert.ok(r! > 200 && b! < 60, `${r} ${b}`)
})

/** A PNG that says it is this large; its rows are zeros, which pack a thousand to one. */
function bomb(edge: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    crc.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, crc])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(edge, 0)
  head.writeUInt32BE(edge, 4)
  head[8] = 1
  const rows = deflateSync(Buffer.alloc((Math.ceil(edge / 8) + 1) * edge))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

/** A small JPEG that says it is this large. */
async function jpegBomb(edge: number): Promise<Buffer> {
  const jpeg = await picture('teal', 8, 8).jpeg().toBuffer()
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  jpeg.writeUInt16BE(edge, frame + 5)
  jpeg.writeUInt16BE(edge, frame + 7)
  return jpeg
}

/** A small WebP that says it is as large as a WebP can be: 14 bits of width and of height. */
async function webpBomb(): Promise<Buffer> {
  const webp = await picture('teal', 8, 8).webp({ lossless: true }).toBuffer()
  const start = webp.indexOf('VP8L') + 9
  const edge = 16_382
  webp.writeUInt32LE((edge << 14) | edge, start)
  return webp
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><rect width="9" height="9"/></svg>'

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

test('what is no photo is refused by what it is, whatever it is called, and the old photo is kept', async () => {
  const { send, upload, photoOf, served } = await withPhotos()
  const old = await upload('m-1', await picture().png().toBuffer())
  const jpeg = await picture().jpeg().toBuffer()
  const wrong: [what: string, bytes: Body, type: string, name: string][] = [
    ['SVG', SVG, 'image/svg+xml', 'media-type'],
    ['text', 'hello', 'text/plain', 'media-type'],
    ['nothing said', jpeg, '', 'media-type'],
    ['JSON', '{}', 'application/json', 'media-type'],
    ['SVG that says it is PNG', SVG, 'image/png', 'invalid'],
    ['SVG with a prologue', `<?xml version="1.0"?>\n<!-- -->${SVG}`, 'image/jpeg', 'invalid'],
    ['TIFF that says it is JPEG', await picture().tiff().toBuffer(), 'image/jpeg', 'invalid'],
    ['HTML that says it is WebP', '<!doctype html>', 'image/webp', 'invalid'],
    ['nothing', '', 'image/png', 'invalid'],
    ['half a JPEG', half(jpeg), 'image/jpeg', 'invalid'],
    ['half a PNG', half(await picture().png().toBuffer()), 'image/png', 'invalid'],
    ['half a WebP', half(await picture().webp().toBuffer()), 'image/webp', 'invalid'],
    ['a PNG bomb', bomb(30_000), 'image/png', 'too-large'],
    ['a JPEG bomb', await jpegBomb(65_000), 'image/jpeg', 'too-large'],
    ['a WebP bomb', await webpBomb(), 'image/webp', 'too-large'],
    ['too many bytes', new Uint8Array(limits.PHOTO_BYTES_MAX + 1), 'image/png', 'too-large'],
  ]
  for (const [what, bytes, type, name] of wrong) {
    const res = await send('m-1', bytes, type)
    const problem = (await res.json()) as Problem
    assert.equal(problemName(problem.type), name, what)
    assert.equal(res.status, problem.status, what)
    assert.equal(await photoOf('m-1'), old, what)
    assert.equal(await served(old), 200, what)
  }
})

test('more photos at once than can wait are told to come back', async () => {
  const png = await picture().png().toBuffer()
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => toUploadedPhoto(png)))
  const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
  assert.equal(refused.length, 8)
  for (const { reason } of refused) {
    assert.equal(problemName(reason.problem.type), 'unavailable')
    assert.equal(reason.headers['retry-after'], '5')
  }
})

test('a photo of more than 5 MB that does not say so is cut off', async () => {
  const { send } = await withPhotos()
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) })
  assert.equal((await send('m-1', endless, 'image/png')).status, 413)
})

test('a photo may be larger than other bodies', async () => {
  const { upload } = await withPhotos()
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const bytes = await sharp({ create: { width: 600, height: 600, channels: 3, background: 'red', noise } })
    .png()
    .toBuffer()
  assert.ok(bytes.length > limits.BODY_BYTES_MAX)
  await upload('m-1', bytes)
})

test('a photo is served to any page without a token, for ever, and to a request for a part of its address never', async () => {
  const { app, upload } = await withPhotos()
  const path = await upload('m-1', await picture().png().toBuffer())
  assert.match(path, /^media\/[0-9a-f]{32}\.webp$/)
  const res = await app.request(`/${path}`, { headers: { origin: 'https://anywhere.example' } })
  assert.equal(res.status, 200)
  assert.equal(res.headers.get('content-type'), 'image/webp')
  assert.equal(res.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.equal(res.headers.get('cross-origin-resource-policy'), 'cross-origin')
  assert.equal(res.headers.get('access-control-allow-origin'), '*')
  assert.equal(res.headers.get('x-content-type-options'), 'nosniff')
  assert.match(res.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
  const id = path.slice('media/'.length, -'.webp'.length)
  for (const wrong of [
    id,
    `${id}.png`,
    `${id}-192.webp`,
    `${id}-96.png`,
    `${id}-.webp`,
    `${id.slice(1)}.webp`,
    `${id.toUpperCase()}A.webp`,
    `${id.startsWith('0') ? 1 : 0}${id.slice(1)}.webp`,
    '',
    '%',
    `${id}.webp/x`,
    `..%2f${id}.webp`,
    `${id.slice(0, 31)}%.webp`,
  ]) {
    const res = await app.request(`/media/${wrong}`, { headers: { origin: ORIGIN } })
    assert.equal(res.status, 404, wrong)
    assert.equal(res.headers.get('content-type'), 'application/problem+json')
  }
})

test('the same picture has another address in another community', async () => {
  const { upload } = await withPhotos()
  const bytes = await picture().png().toBuffer()
  assert.notEqual(await upload('m-1', bytes), await upload('m-1', bytes, 'elders'))
})

test('a photo dies when another takes its place, and when it is removed', async () => {
  const { as, upload, photoOf, served } = await withPhotos()
  const first = await upload('m-1', await picture('teal').png().toBuffer())
  const second = await upload('m-1', await picture('orange').png().toBuffer())
  assert.deepEqual([await served(first), await served(second)], [404, 200])
  assert.equal((await as('m-1')('me/photo', { method: 'DELETE' })).status, 200)
  assert.deepEqual([await photoOf('m-1'), await served(second)], [undefined, 404])
  assert.equal((await as('m-1')('me/photo', { method: 'DELETE' })).status, 200)
})

test('a photo that two members show lives until neither does, and sending it again changes nothing', async () => {
  const { as, upload, photoOf, served } = await withPhotos()
  const bytes = await picture().png().toBuffer()
  const path = await upload('m-1', bytes)
  assert.equal(await upload('m-2', bytes), path)
  assert.equal(await upload('m-1', bytes), path)
  await as('m-1')('me/photo', { method: 'DELETE' })
  assert.deepEqual([await photoOf('m-2'), await served(path)], [path, 200])
  await as('m-2')('me/photo', { method: 'DELETE' })
  assert.equal(await served(path), 404)
})

test('a photo that a member chose or removed here is theirs, whatever an import brings', async () => {
  const { as, storage, upload } = await withPhotos()
  const own = async (id: string) => {
    const { own } = await storage.db
      .selectFrom('member')
      .select('own')
      .where('community', '=', 'zorg')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return JSON.parse(own)
  }
  await upload('m-1', await picture().png().toBuffer())
  await as('m-2')('me/photo', { method: 'DELETE' })
  assert.deepEqual([await own('m-1'), await own('m-2')], [['photo'], ['photo']])
})
