/** A photo from an import: a data URL, or a file beside the import file. Nothing is fetched from elsewhere. */
import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { limits } from '@vlinder/contract'

/** The picture's bytes, or why there are none. `folder` is that of the import file; its parent is as far as a path may reach. */
export function photoBytes(photo: string, folder: string): Uint8Array | string {
  if (/^https?:/i.test(photo))
    return 'photo left out: nothing is fetched from elsewhere; give a data URL or a file'
  const bytes = photo.startsWith('data:') ? fromDataUrl(photo) : fromFile(photo, folder)
  if (bytes === undefined) return 'photo left out: it is neither a data URL nor a file beside the import'
  return bytes.length > limits.PHOTO_BYTES_MAX ? 'photo left out: it is larger than 5 MB' : bytes
}

function fromDataUrl(url: string): Uint8Array | undefined {
  const [, base64, data] = /^data:image\/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,(.*)$/s.exec(url) ?? []
  if (data === undefined) return undefined
  try {
    return Buffer.from(base64 ? data : decodeURIComponent(data), base64 ? 'base64' : 'utf8')
  } catch {
    return undefined
  }
}

function fromFile(path: string, folder: string): Uint8Array | undefined {
  const file = resolve(folder, path)
  const within = relative(dirname(resolve(folder)), file)
  if (isAbsolute(path) || within.startsWith('..') || isAbsolute(within)) return undefined
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
