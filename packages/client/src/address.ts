/** Addresses: nothing that somebody typed may change which path is asked. */
import { ClientError } from './errors.ts'

/** A value as a part of a path or query; half an emoji becomes a replacement character instead of a throw. */
export const escaped = (part: unknown) => encodeURIComponent(String(part).toWellFormed())

/**
 * A path with its values escaped. An empty, `.` or `..` value would climb to another path; with a mark behind
 * it that no id can hold, the server finds nothing there.
 */
export const at = (parts: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: parts }, ...values.map((value) => escaped(value).replace(/^\.{0,2}$/, '$&!')))

/** A query string, question mark included; what is undefined is left out. */
export function query(fields: object = {}): string {
  let out = ''
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) out += `&${name}=${escaped(value)}`
  }
  return out.replace('&', '?')
}

/** An absolute http(s) address, read against the page's own (never its `<base>`, which a host may set). */
export function absolute(name: string, address: string): URL {
  try {
    const url = new URL(address.trim(), globalThis.location?.href)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {}
  throw new ClientError('misconfigured', `${name} "${address}" is not an http(s) address`)
}
