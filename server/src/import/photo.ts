/** A photo from an import: a data URL, or a file beside the import file. Nothing is fetched from elsewhere. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { limits } from '@vlinder/contract'

const TOO_LARGE = `photo left out: it is larger than ${limits.PHOTO_BYTES_MAX / 1024 / 1024} MB`

/**
 * The picture's bytes, or why there are none. `folder` is that of the import file; a path may reach into it and into
 * its parent, and no further, not even by a link.
 */
export function photoBytes(photo: string, folder: string): Uint8Array | string {
  if (/^https?:/i.test(photo)) {
    return 'photo left out: nothing is fetched from elsewhere; give a data URL, or a file beside the import'
  }
  return photo.startsWith('data:') ? fromDataUrl(photo) : fromFile(photo, folder)
}

function fromDataUrl(url: string): Uint8Array | string {
  const [, base64, data] = /^data:image\/[\w.+-]+(?:;[\w-]+=[\w-]+)*(;base64)?,(.*)$/s.exec(url) ?? []
  const bytes = data === undefined ? undefined : base64 ? Buffer.from(data, 'base64') : unescaped(data)
  if (bytes === undefined) return 'photo left out: the data URL is not that of a picture'
  return bytes.length > limits.PHOTO_BYTES_MAX ? TOO_LARGE : bytes
}

function unescaped(data: string): Buffer | undefined {
  try {
    return Buffer.from(decodeURIComponent(data))
  } catch {
    return undefined
  }
}

function fromFile(path: string, folder: string): Uint8Array | string {
  if (isAbsolute(path)) return 'photo left out: its path must start from the folder of the import file'
  try {
    const file = realpathSync(resolve(folder, path))
    const within = relative(dirname(realpathSync(folder)), file)
    if (within.startsWith('..') || isAbsolute(within))
      return 'photo left out: it is outside the folder of the import'
    return statSync(file).size > limits.PHOTO_BYTES_MAX ? TOO_LARGE : readFileSync(file)
  } catch {
    return `photo left out: there is no file ${path.slice(0, 200)}`
  }
}
