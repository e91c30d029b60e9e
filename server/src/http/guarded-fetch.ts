/**
 * Fetches what somebody else named (a key set, a picture) without being led astray: https only, addresses that may be
 * called, the very address that was checked, no other host, a little at most, and soon.
 */
import { type LookupAddress, lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type AllowedAddress, isLoopback, isPublic } from './addresses.ts'

const REDIRECTS_MAX = 3

export interface GuardedOptions {
  /** Bytes of the body. */
  maxBytes: number
  /** For all of it: name, connection, redirects and body; in milliseconds. */
  timeoutMs: number
  accept: string
  /** Addresses that may be called; public ones unless told otherwise. */
  allowed?: AllowedAddress
  /** May a host that is loopback by its own name be called, then also by http? For addresses that an operator gave. */
  loopback?: boolean
  /** Aborting it ends the fetch. */
  signal?: AbortSignal
  /** Sent instead of asking with GET; then no redirect is followed. */
  send?: { method: string; headers: Record<string, string>; body: string }
}

export interface Fetched {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

/** Why nothing was fetched, in words for an operator. */
export class FetchRefusal extends Error {}

/** `localhost`, 127.0.0.0/8 and ::1: names that can mean no other machine. */
const isLoopbackName = (host: string) => host === 'localhost' || isLoopback(host)

/** @throws FetchRefusal when the address itself may not be fetched, whatever it would answer */
export function checkedAddress(address: string, { loopback = false }: Pick<GuardedOptions, 'loopback'>): URL {
  const url = URL.parse(address)
  if (!url) throw new FetchRefusal('it is not a web address')
  if (url.username || url.password) throw new FetchRefusal('it holds a user name or password')
  const plain = url.protocol === 'http:' && loopback && isLoopbackName(hostOf(url))
  if (url.protocol !== 'https:' && !plain) throw new FetchRefusal('it must be https')
  return url
}

const hostOf = (url: URL) => url.hostname.replace(/^\[(.*)\]$/, '$1')

/** @throws FetchRefusal saying what was wrong */
export async function guardedFetch(address: string, options: GuardedOptions): Promise<Fetched> {
  const late = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal ? AbortSignal.any([late, options.signal]) : late
  let url = checkedAddress(address, options)
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    const answer = await once(url, options, signal)
    const { location } = answer.headers
    if (options.send || answer.status < 300 || answer.status > 399 || location === undefined) return answer
    const next = URL.parse(location, url)
    if (next?.origin !== url.origin) throw new FetchRefusal('it redirects to another host')
    url = next
  }
  throw new FetchRefusal('it redirects too often')
}

function once(url: URL, options: GuardedOptions, signal: AbortSignal): Promise<Fetched> {
  const host = hostOf(url)
  const local = options.loopback && isLoopbackName(host)
  const allowed = local ? isLoopback : (options.allowed ?? isPublic)
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(error instanceof FetchRefusal ? error : new FetchRefusal(reason(error, options, signal)))
    // An address in figures is never looked up.
    if (isIP(host) !== 0 && !allowed(host)) return fail(new FetchRefusal(NOT_ALLOWED))
    const { method = 'GET', body, headers: more } = options.send ?? {}
    const headers = { ...more, accept: options.accept, 'user-agent': 'Vlinder' }
    // Without an agent: no connection is kept that another check had opened.
    const settings = { method, agent: false, headers, signal, lookup: checkedLookup(allowed) } as const
    const request = (url.protocol === 'https:' ? https : http).request(url, settings)
    request.on('error', fail)
    request.on('response', (response) => {
      response.on('error', fail)
      if (response.headers['content-encoding'] !== undefined)
        return response.destroy(new FetchRefusal('its answer is compressed, unasked'))
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > options.maxBytes)
          response.destroy(new FetchRefusal(`it is larger than ${options.maxBytes} bytes`))
        else chunks.push(chunk)
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    request.end(body)
  })
}

const NOT_ALLOWED = 'its address is private (ALLOW_PRIVATE_ADDRESSES says which may be called)'

/** Connects to the addresses that were checked, and to no others: a second look-up could say something else. */
const checkedLookup =
  (allowed: AllowedAddress): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first] = found ?? []
      if (error || !first) return callback(error ?? new Error('no address'), '', 0)
      if (!found.every(({ address }) => allowed(address)))
        return callback(new FetchRefusal(NOT_ALLOWED), '', 0)
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }

function reason(error: Error, { timeoutMs }: GuardedOptions, signal: AbortSignal): string {
  if (signal.aborted) return `it took longer than ${timeoutMs / 1000} s`
  return 'code' in error ? `it cannot be reached (${error.code})` : 'it cannot be reached'
}
