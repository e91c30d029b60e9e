/** The environment: does it say where browsers find this server. */
import { type Config, readConfig } from '../config.ts'
import { isLoopback } from '../http/addresses.ts'
import { StartError } from '../start-error.ts'
import { type Finding, finding, type Part } from './finding.ts'

const ABOUT = 'Configuration'

/** `elsewhere`: an address that is not of this machine and whose pages are to use the server, if there is one. */
export function configurationPart(config: Config, elsewhere: string | undefined): Part {
  const url = new URL(config.publicUrl)
  return { about: ABOUT, findings: [...path(url), ...reachable(url, elsewhere), ...proxy(config, url)] }
}

/** The configuration, or the part that says why there is none. */
export function readable(env: NodeJS.ProcessEnv): Config | Part {
  try {
    return readConfig(env)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const [variable = ''] = error.message.split(' ')
    const fix = `Set ${variable.replace(/:$/, '')}; "vlinder serve --help" lists what it takes.`
    return { about: ABOUT, findings: [finding('configuration-invalid', error.message, fix)] }
  }
}

function path({ href, origin, pathname }: URL): Finding[] {
  const stray = /^(.*?)\/(sdk|api)\/v1\b/.exec(pathname)
  if (!stray) return []
  return [
    finding(
      'public-url-path',
      `PUBLIC_URL must be the address of the server itself, without /${stray[2]}/v1.`,
      `PUBLIC_URL=${origin}${stray[1]}`,
      href,
    ),
  ]
}

function reachable(url: URL, elsewhere: string | undefined): Finding[] {
  if (isLocal(url)) {
    if (elsewhere === undefined) return []
    const what = `PUBLIC_URL is an address of this machine only: a browser that shows ${elsewhere} cannot reach it.`
    return [finding('public-url-local', what, 'PUBLIC_URL=https://<the name browsers use>', url.origin)]
  }
  if (url.protocol === 'https:') return []
  const what = 'PUBLIC_URL is plain http: tokens can be read on the way, and https pages may not load it.'
  return [
    finding(
      'public-url-http',
      what,
      `PUBLIC_URL=https://${url.host}${url.pathname}`.replace(/\/$/, ''),
      url.href,
    ),
  ]
}

/** Where it listens to this machine only, and browsers elsewhere use it, there is a proxy in between. */
function proxy({ host, trustedProxy, limits }: Config, url: URL): Finding[] {
  const behind = isLoopback(host) || host === 'localhost'
  if (isLocal(url) || !behind || trustedProxy || !limits) return []
  const what =
    'A proxy stands before this server, and everybody behind it counts as one address in the limits.'
  return [
    finding(
      'proxy-not-trusted',
      what,
      'TRUST_PROXY=1, or the networks of your proxies',
      'TRUST_PROXY is not set',
    ),
  ]
}

export const isLocal = ({ hostname }: URL): boolean =>
  /(^|\.)localhost$/.test(hostname) || isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))
