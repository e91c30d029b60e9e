/** A member's photo: any common picture in, a small square WebP out, without the place and time it was taken. */
import type { Buffer } from 'node:buffer'
import sharp from 'sharp'
import { ProblemError } from '../http/problem.ts'

/** Edge in pixels: the largest that a card shows, twice over for sharp screens. */
const EDGE_PX = 256
/** Pixels of a picture as it comes; more is a bomb, or a poster. */
const PIXELS_MAX = 50_000_000

/** Vector pictures are drawn this fine before they are made small, in dots an inch. */
const VECTOR_DPI = 300

/** What a member may upload, by what the bytes are and not by what they are called. SVG is not: it can hold more than a picture. */
const UPLOADS = new Set(['jpeg', 'png', 'webp', 'heif', 'gif'])

/**
 * Turns what a member uploads into WebP, as `toPhoto()` does.
 * @throws ProblemError `invalid` when it is not one of the kinds of picture that may be uploaded
 */
export async function toUploadedPhoto(bytes: Uint8Array): Promise<Buffer> {
  if (!UPLOADS.has(await formatOf(bytes))) throw noPicture()
  return toPhoto(bytes)
}

async function formatOf(bytes: Uint8Array): Promise<string> {
  try {
    return (await sharp(bytes).metadata()).format
  } catch {
    throw noPicture()
  }
}

/**
 * Turns a picture (JPEG, PNG, WebP, AVIF, GIF; SVG from an import) into WebP of 256 by 256 pixels.
 * @throws ProblemError `invalid` when it cannot be read as a picture
 */
export async function toPhoto(bytes: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', density: VECTOR_DPI })
      .rotate()
      .resize(EDGE_PX, EDGE_PX, { fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer()
  } catch {
    throw noPicture()
  }
}

const noPicture = () =>
  new ProblemError('invalid', 'This cannot be read as a picture.', {
    errors: [{ path: 'body', detail: 'must be a JPEG, PNG, WebP, AVIF or GIF of at most 50 megapixels' }],
  })
