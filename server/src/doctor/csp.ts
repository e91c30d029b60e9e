/** Would a content security policy let this be loaded? As a browser decides (CSP3, 6.7.2). */
import parse from 'content-security-policy-parser'

export type Policy = Map<string, string[]>

/** A header may hold several policies, and each of them must allow. */
export const policies = (header: string | null): Policy[] =>
  (header ?? '')
    .split(',')
    .map((one) => parse(one))
    .filter((policy) => policy.size > 0)

/** The directive that decides, and its sources; undefined when the policy leaves this free. */
export function deciding(policy: Policy, names: string[]): [name: string, sources: string[]] | undefined {
  const name = names.find((one) => policy.has(one))
  return name === undefined ? undefined : [name, policy.get(name)!]
}

export interface Loading {
  url: URL
  page: URL
  /** For scripts: the tag's nonce. */
  nonce?: string
  script?: boolean
}

export function allows(sources: string[], { url, page, nonce, script }: Loading): boolean {
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true
  // With it, only nonces and hashes count.
  if (script && sources.some((one) => one.toLowerCase() === "'strict-dynamic'")) return false
  return sources.some((source) => matches(source, url, page))
}

const HOST_SOURCE =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i

function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return /^(https?|wss?):$/.test(url.protocol) || url.protocol === page.protocol
  if (source.toLowerCase() === "'self'") return sameSite(url, page)
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return scheme(source.toLowerCase(), url.protocol)
  const [, given, host = '', port, path] = HOST_SOURCE.exec(source) ?? []
  return (
    host !== '' &&
    scheme(given ? `${given.toLowerCase()}:` : page.protocol, url.protocol) &&
    sameHost(host.toLowerCase(), url.hostname) &&
    samePort(port, url, given ? `${given.toLowerCase()}:` : page.protocol) &&
    samePath(path, url.pathname)
  )
}

/** `https` may stand in for `http`, never the other way round. */
const scheme = (allowed: string, is: string) => allowed === is || (allowed === 'http:' && is === 'https:')

const DEFAULT_PORT: Record<string, string> = { 'http:': '80', 'https:': '443' }
const portOf = ({ port, protocol }: URL) => port || DEFAULT_PORT[protocol] || ''

const sameSite = (url: URL, page: URL) =>
  url.origin === page.origin ||
  (url.hostname === page.hostname &&
    scheme(page.protocol, url.protocol) &&
    (portOf(url) === portOf(page) || (page.port === '' && url.port === '')))

const sameHost = (allowed: string, host: string) =>
  allowed === '*' || (allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed)

function samePort(allowed: string | undefined, url: URL, protocol: string): boolean {
  if (allowed === '*') return true
  if (allowed === undefined) return url.port === ''
  return allowed === portOf(url) || (allowed === '80' && protocol === 'http:' && portOf(url) === '443')
}

/** A path that ends in a slash allows all below it, another only itself. */
const samePath = (allowed: string | undefined, path: string) =>
  !allowed || (allowed.endsWith('/') ? path.startsWith(allowed) : path === allowed)
