/** Which addresses the server may call when somebody else names them: public ones, and what the operator allows. */
import { BlockList, isIP } from 'node:net'

export type AllowedAddress = (address: string) => boolean

/** Not for the public internet (IANA's registries of special-purpose addresses), as `address/prefix`. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** What is public in IPv6, and what inside it is not: tunnels that hold an IPv4 address, examples, benchmarks. */
const GLOBAL_V6 = ['2000::/3']
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const special = toList([...SPECIAL_V4, ...SPECIAL_V6])
const global = toList(GLOBAL_V6)
const loopback = toList(['127.0.0.0/8', '::1/128'])

function toList(networks: string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return list
}

/** An IPv4 address in IPv6 clothes (`::ffff:10.0.0.1`) is not public, whichever it holds: nobody needs to name one so. */
export const isPublic: AllowedAddress = (address) =>
  isIP(address) === 4
    ? !special.check(address, 'ipv4')
    : isIP(address) === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')

export const isLoopback: AllowedAddress = (address) =>
  isIP(address) !== 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Public addresses, and those of `networks`: `all`, or a list like `10.20.0.0/16, 192.168.1.7, fd00::/8`.
 * Undefined when the list cannot be read.
 */
export function allowedAddresses(networks: string): AllowedAddress | undefined {
  if (networks.trim() === 'all') return () => true
  const more = inNetworks(networks)
  return more && ((address) => isPublic(address) || more(address))
}

/** Those of a list like `10.20.0.0/16, 192.168.1.7, fd00::/8`. Undefined when the list cannot be read. */
export function inNetworks(networks: string): AllowedAddress | undefined {
  const wanted = networks.split(/[\s,]+/).filter((one) => one !== '')
  if (!wanted.every(isNetwork)) return undefined
  const list = toList(wanted)
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32))
}
