/**
 * A member's photo: any common picture in, three small square WebPs out, without the place and time it was taken. What
 * comes in may be made to harm: what it would become is known before it is read, and no more than a few are read at once.
 */
import { limits } from '@vlinder/contract'
import pLimit from 'p-limit'
import sharp, { type OutputInfo } from 'sharp'
import { ProblemError } from '../http/problem.ts'

/** Pixels of a picture as it comes; more is a bomb, or a poster. Cameras make up to 48 million. */
const PIXELS_MAX = 50_000_000
/** Reading a picture takes a second at most, on a slow machine; in seconds. */
const READING_S = 10
/** Each may take 150 MB for a moment. */
const AT_ONCE = 2
/** Pictures of at most 5 MB that wait for their turn. */
const WAITING_MAX = 20
/** Seconds after which there may be room again. */
const FULL_S = 5
/** What one CSS pixel of a drawing is without anything said, in dots an inch. */
const DRAWING_DPI = 72
const QUALITY = 82

// Nothing of a photo stays in memory, and each is read by one thread.
sharp.cache(false)
sharp.concurrency(1)
// What is of no use here is not even opened to see what it is.
const reading = (...kinds: string[]) => ({ operation: kinds.map((kind) => `VipsForeignLoad${kind}Buffer`) })
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock(reading('Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'))

/** What a member may upload, by what the bytes are and not by what they are called. SVG is not: it can hold more than a picture. */
const UPLOADS: readonly string[] = ['jpeg', 'png', 'webp', 'heif', 'gif']
const IMPORTS: readonly string[] = [...UPLOADS, 'svg']

/** One photo, as WebP. `PHOTO_EDGES` says how large each is; a picture that was smaller stays as small. */
export type Photo = Record<keyof typeof limits.PHOTO_EDGES, Uint8Array>

const turns = pLimit(AT_ONCE)

/**
 * Turns what a member uploads (JPEG, PNG, WebP, AVIF, GIF) into a photo.
 * @throws ProblemError `invalid` or `too-large` when it cannot be one, `unavailable` when too many come at once
 */
export const toUploadedPhoto = (bytes: Uint8Array): Promise<Photo> => inTurn(() => toPhoto(bytes, UPLOADS))

/** As `toUploadedPhoto()`, for what an import brings: SVG as well. A process that imports nothing never reads one. */
export async function toImportedPhoto(bytes: Uint8Array): Promise<Photo> {
  sharp.unblock(reading('Svg'))
  const photo = await inTurn(() => toPhoto(bytes, IMPORTS))
  return (await isOurs(bytes)) ? { ...photo, large: bytes } : photo
}

/** A square of ours, as an export has it. */
async function isOurs(bytes: Uint8Array): Promise<boolean> {
  const { width, height } = (await made(bytes, limits.PHOTO_EDGES.large)) ?? {}
  return width !== undefined && width === height
}

/** The size of what was made here: it is as good as it gets, and made once more it would be a little less, each time. */
async function made(bytes: Uint8Array, edge: number) {
  const { format, width, height, pages, exif, icc, xmp, iptc } = await headOf(bytes)
  const bare = !(pages || exif || icc || xmp || iptc)
  return bare && format === 'webp' && Math.max(width, height) <= edge ? { width, height } : undefined
}

/** A picture as it is, as WebP. */
export interface Drawing {
  bytes: Uint8Array
  width: number
  height: number
}

/** Turns what a member uploads into a picture of at most `ATTACHMENT_EDGE`, whole; what is refused as a photo is refused here. */
export const toAttachment = (bytes: Uint8Array): Promise<Drawing> => inTurn(() => toDrawing(bytes))

/** As `toAttachment()`, for what an import brings; what an export has stays as it is. */
export const toImportedAttachment = (bytes: Uint8Array): Promise<Drawing> =>
  inTurn(async () => {
    const size = await made(bytes, limits.ATTACHMENT_EDGE)
    return size ? { bytes, ...size } : toDrawing(bytes)
  })

async function inTurn<Made>(make: () => Promise<Made>): Promise<Made> {
  if (turns.pendingCount >= WAITING_MAX)
    throw new ProblemError('unavailable', 'Many photos are being made just now.', {
      headers: { 'retry-after': String(FULL_S) },
    })
  return turns(make)
}

async function toPhoto(bytes: Uint8Array, formats: readonly string[]): Promise<Photo> {
  const square = await toSquare(bytes, await sizeOf(bytes, formats))
  const { small, medium, large } = limits.PHOTO_EDGES
  return {
    small: await toWebp(square, small),
    medium: await toWebp(square, medium),
    large: await toWebp(square, large),
  }
}

async function toDrawing(picture: Uint8Array): Promise<Drawing> {
  await sizeOf(picture, UPLOADS)
  const edge = limits.ATTACHMENT_EDGE
  const { data, info } = await read(() =>
    reader(picture)
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true }),
  )
  return { bytes: data, width: info.width, height: info.height }
}

interface Size {
  /** Of the square that is cut out. */
  edge: number
  /** At which a drawing is that large. */
  density: number
}

/** What the picture says of itself; nothing of it is drawn yet. */
async function sizeOf(bytes: Uint8Array, formats: readonly string[]): Promise<Size> {
  const { format, width, height } = await headOf(bytes)
  if (!formats.includes(format)) throw refusal('This kind of picture cannot be read here.')
  const { large } = limits.PHOTO_EDGES
  const shortest = Math.min(width, height)
  if (format === 'svg') return { edge: large, density: (DRAWING_DPI * large) / shortest }
  if (width * height > PIXELS_MAX)
    throw new ProblemError('too-large', `The picture has more than ${PIXELS_MAX / 1e6} megapixels.`)
  return { edge: Math.min(large, shortest), density: DRAWING_DPI }
}

async function headOf(bytes: Uint8Array) {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch {
    throw refusal('This cannot be read as a picture.')
  }
}

interface Square {
  data: Uint8Array
  info: Pick<OutputInfo, 'width' | 'height' | 'channels'>
}

/** The square where the eye goes first, upright and in the colours of a screen. */
const toSquare = (bytes: Uint8Array, { edge, density }: Size): Promise<Square> =>
  read(() =>
    reader(bytes, density)
      .resize(edge, edge, { fit: 'cover', position: 'attention' })
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )

/** Upright, no larger than it may be, and not for long. */
const reader = (bytes: Uint8Array, density = DRAWING_DPI) =>
  sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', density })
    .timeout({ seconds: READING_S })
    .autoOrient()

async function read<Made>(make: () => Promise<Made>): Promise<Made> {
  try {
    return await make()
  } catch (error) {
    const late = String(error).includes('timeout')
    throw refusal(
      late ? 'This picture takes too long to read.' : 'This picture is damaged, or only a part of it came.',
    )
  }
}

const toWebp = ({ data, info }: Square, edge: number): Promise<Uint8Array> =>
  sharp(data, { raw: info }).resize(Math.min(edge, info.width)).webp({ quality: QUALITY }).toBuffer()

const refusal = (sentence: string) =>
  new ProblemError('invalid', sentence, {
    errors: [{ path: 'body', detail: 'must be a JPEG, PNG, WebP, AVIF or GIF of at most 50 megapixels' }],
  })
