/** The environment, read once and turned into a typed configuration. */
import { isIP } from 'node:net'
import { type AllowedAddress, allowedAddresses } from './http/addresses.ts'
import { type TrustedProxy, trustedProxy } from './http/client-address.ts'
import { DEFAULT_LIMITS, type Limits } from './http/limit-rates.ts'
import { readLimits } from './http/limits-file.ts'
import { isBearerKey } from './identity/bearer-key.ts'
import { StartError } from './start-error.ts'

export interface Config {
  /** Port to listen on; never 0, for the public address would not know what it became. */
  port: number
  host: string
  /** Path of the SQLite file, or `:memory:`. */
  databaseUrl: string
  /** The address browsers use, without a slash at its end; the audience of assertions. */
  publicUrl: string
  /** Where key sets and pictures may be fetched from; public addresses when left out. */
  allowedAddresses?: AllowedAddress
  /** What makes a request the operator's; without it there is no operator over HTTP. */
  operatorKey?: string
  /** How much one member and one address may ask; without limits when left out. */
  limits?: Limits
  /** Which proxies may say whom they pass on; none when left out. */
  trustedProxy?: TrustedProxy
  /** What `/metrics` is read with. */
  metricsKey?: string
  /** Where `/metrics` is served apart from the rest. */
  metricsAt?: { host: string; port: number }
  logLevel: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Everything that can be set, with its default and what it is: for `vlinder serve --help`. */
export const VARIABLES: [name: string, fallback: string, meaning: string][] = [
  ['PORT', '4600', 'port to listen on'],
  ['HOST', '127.0.0.1', 'address to listen on'],
  ['DATABASE_URL', 'data/vlinder.db', 'path of the SQLite file'],
  ['PUBLIC_URL', 'http://localhost:<PORT>', 'address that browsers use, and the audience of assertions'],
  [
    'ALLOW_PRIVATE_ADDRESSES',
    'none',
    'private networks that key sets and pictures may be fetched from, like 10.20.0.0/16,192.168.1.7; or all',
  ],
  ['OPERATOR_KEY', 'none', 'bearer token of whoever runs the server, of 256 random bits or more'],
  ['LIMITS', 'default', 'how much one member and one address may ask: default, off, or a JSON file'],
  [
    'TRUST_PROXY',
    'none',
    'proxies whose X-Forwarded-For counts: how many stand before the server, or their networks, like 10.0.0.0/8',
  ],
  ['METRICS_KEY', 'none', 'bearer token that /metrics is read with, of 256 random bits or more'],
  [
    'METRICS_PORT',
    'none',
    'port that serves /metrics apart from the rest, on 127.0.0.1 unless an address stands before it, like 10.0.0.5:9464',
  ],
  ['LOG_LEVEL', 'info', `how much is logged: ${LOG_LEVELS.join(', ')}`],
]

/** @throws StartError naming the variable that cannot be used */
export function readConfig(env: NodeJS.ProcessEnv = process.env, databaseUrl = 'data/vlinder.db'): Config {
  const port = portNumber(env.PORT || '4600')
  if (!port) throw new StartError('PORT must be a number from 1 to 65535.')
  const logLevel = env.LOG_LEVEL || 'info'
  if (!LOG_LEVELS.includes(logLevel))
    throw new StartError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
  return {
    port,
    host: env.HOST || '127.0.0.1',
    databaseUrl: env.DATABASE_URL || databaseUrl,
    allowedAddresses: addresses(env.ALLOW_PRIVATE_ADDRESSES || ''),
    ...(env.OPERATOR_KEY && { operatorKey: bearerKey('OPERATOR_KEY', env.OPERATOR_KEY) }),
    ...limits(env.LIMITS || 'default'),
    ...(env.TRUST_PROXY && { trustedProxy: proxies(env.TRUST_PROXY) }),
    ...(env.METRICS_KEY && { metricsKey: bearerKey('METRICS_KEY', env.METRICS_KEY) }),
    ...(env.METRICS_PORT && { metricsAt: metricsAt(env.METRICS_PORT, port) }),
    publicUrl: publicUrl(env.PUBLIC_URL || `http://localhost:${port}`),
    logLevel,
  }
}

function addresses(networks: string): AllowedAddress {
  const allowed = allowedAddresses(networks === 'none' ? '' : networks)
  if (!allowed)
    throw new StartError(
      'ALLOW_PRIVATE_ADDRESSES must be all, or a list of networks like 10.20.0.0/16,192.168.1.7.',
    )
  return allowed
}

function bearerKey(variable: string, key: string): string {
  if (!isBearerKey(key))
    throw new StartError(
      `${variable} must be 256 random bits or more, in letters, digits and . _ ~ + / - only: "openssl rand -hex 32" makes one.`,
    )
  return key
}

function limits(choice: string): Pick<Config, 'limits'> {
  if (choice === 'off') return {}
  return { limits: choice === 'default' ? DEFAULT_LIMITS : readLimits(choice) }
}

function proxies(choice: string): TrustedProxy {
  const trusts = trustedProxy(choice)
  if (!trusts)
    throw new StartError(
      'TRUST_PROXY must be none, how many proxies stand before the server (1 to 10), or their networks, like 10.0.0.0/8,192.168.1.7.',
    )
  return trusts
}

/** Undefined for what is no port; 0 is none either. */
function portNumber(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : undefined
}

function metricsAt(text: string, taken: number): { host: string; port: number } {
  const [, host = '127.0.0.1', digits = ''] = /^(?:(.+):)?([^:]*)$/.exec(text) ?? []
  const port = portNumber(digits)
  const address = host.replace(/^\[(.*)\]$/, '$1')
  if (!port || port === taken || isIP(address) === 0)
    throw new StartError(
      'METRICS_PORT must be a number from 1 to 65535 that PORT does not have, or one after an address of this machine, like 10.0.0.5:9464.',
    )
  return { host: address, port }
}

function publicUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new StartError(
      'PUBLIC_URL must be an http or https address without a query or a password, like https://community.example.nl.',
    )
  }
  return url.href.replace(/\/+$/, '')
}
