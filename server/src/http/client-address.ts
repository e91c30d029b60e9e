/**
 * Which address a request came from: the socket's, unless that is a proxy that the operator trusts. Then it is the last
 * address in X-Forwarded-For that no trusted proxy has: what stands before it, anybody could have written.
 */

import { isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { inNetworks } from './addresses.ts'

/** Is `address`, the `hop`-th from us (0 is who connected), one of our own proxies? */
export type TrustedProxy = (address: string, hop: number) => boolean

/** More proxies than this is a mistake. */
const HOPS_MAX = 10

/** `none`, the number of proxies before the server, or their networks. Undefined when it is none of these. */
export function trustedProxy(text: string): TrustedProxy | undefined {
  if (text === 'none') return () => false
  if (/^\d+$/.test(text)) {
    const hops = Number(text)
    return hops >= 1 && hops <= HOPS_MAX ? (_, hop) => hop < hops : undefined
  }
  return inNetworks(text)
}

/** The address that asks; undefined where there is no connection (a Unix socket, a test). */
export function clientAddress(c: Context, trusts: TrustedProxy = () => false): string | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  const remote = plainAddress(incoming?.socket.remoteAddress ?? '')
  return remote && forwardedFor(remote, c.req.header('x-forwarded-for'), trusts)
}

function forwardedFor(remote: string, header: string | undefined, trusts: TrustedProxy): string {
  if (header === undefined || !trusts(remote, 0)) return remote
  let address = remote
  for (const [hop, text] of header.split(',').reverse().entries()) {
    const next = plainAddress(text.trim())
    // What a proxy of ours wrote but is no address ("unknown") names nobody: it stays with that proxy.
    if (!next) break
    address = next
    if (!trusts(address, hop + 1)) break
  }
  return address
}

/** Without port, brackets or zone, and IPv4 out of its IPv6 clothes. */
function plainAddress(text: string): string | undefined {
  if (isIP(text) === 4) return text
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1')
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  return isIP(address) === 0 ? undefined : address
}

/** Whom an address is counted as: itself, or its /64 in IPv6, of which one household has all 2^64. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const [left, right] = [groups(head), groups(tail ?? '')]
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}
