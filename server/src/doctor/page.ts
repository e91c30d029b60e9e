/** The host page, as its own server sends it: its tags, its policies, and whether its origin may call. */
import { type Known, originsLine } from './communities.ts'
import { policies } from './csp.ts'
import { difference } from './difference.ts'
import { type Finding, finding, type Part } from './finding.ts'
import { type PageHtml, readPage } from './page-html.ts'
import { policyFindings } from './page-policy.ts'
import { scriptOf, tagFindings } from './script-tag.ts'
import { NoAnswer, type Visited, visit } from './visit.ts'

const REDIRECTS_MAX = 5

export interface PageAsked {
  address: URL
  cookie: string | undefined
  publicUrl: string
  communities: Known[]
  tokenUrl: URL | undefined
}

export interface PageSeen {
  part: Part
  visited?: Visited
  /** The community that the page shows, as far as its HTML says. */
  community?: string
  tokenUrl?: URL
}

export async function pagePart(asked: PageAsked): Promise<PageSeen> {
  const about = `Page ${asked.address.href}`
  const visited = await open(asked)
  if ('name' in visited) return { part: { about, findings: [visited] } }
  const html = readPage(visited.body, visited.url)
  const script = scriptOf(html)
  const community = script?.attributes['data-community']?.trim()
  const named = script?.attributes['data-token-url']?.trim()
  // The widgets read it against the page, never against its base.
  const tokenUrl = asked.tokenUrl ?? (named ? URL.parse(named, visited.url) : undefined) ?? undefined
  const findings = [
    ...tagFindings({ ...asked, html, page: visited.url }),
    ...origin(asked, visited.url, community),
    ...policyFindings({
      page: visited.url,
      policies: policiesOf(visited, html),
      server: asked.publicUrl,
      ...(tokenUrl && { tokenUrl }),
      ...(script?.attributes.nonce && { nonce: script.attributes.nonce }),
    }),
  ]
  return {
    part: { about, findings },
    visited,
    ...(community && { community }),
    ...(tokenUrl && { tokenUrl }),
  }
}

/** The page, after redirects on its own host. */
async function open({ address, cookie }: PageAsked): Promise<Visited | Finding> {
  let url = address
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    let visited: Visited
    try {
      visited = await visit(url, { headers: { accept: 'text/html', ...(cookie && { cookie }) } })
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      return finding(
        'page-unreachable',
        `The page ${error.message}.`,
        'Give --page an address that this machine can reach.',
        url.href,
      )
    }
    const to = visited.status > 299 && visited.status < 400 ? visited.headers.get('location') : null
    if (to === null) {
      if (visited.status === 200) return visited
      return notShown(`The page answers ${visited.status}`, cookie)
    }
    const next = URL.parse(to, url)
    if (next?.origin !== address.origin)
      return notShown(`The page redirects to ${next?.origin ?? to}`, cookie)
    url = next
  }
  return notShown('The page redirects without end', cookie)
}

const notShown = (what: string, cookie: string | undefined) =>
  finding(
    'page-not-shown',
    `${what}, so its HTML cannot be looked at.`,
    cookie
      ? 'Give the cookies of a session that may see it.'
      : 'If one must be signed in to see it: COOKIE="<name>=<value>" vlinder doctor --cookie-env COOKIE ...',
  )

function origin({ publicUrl, communities }: PageAsked, page: URL, id: string | undefined): Finding[] {
  const known = communities.length === 1 ? communities[0] : communities.find((one) => one.id === id)
  if (!known || known.origins.includes(page.origin) || page.origin === new URL(publicUrl).origin) return []
  const how = known.origins.map((one) => difference(one, page.origin)).find((one) => one !== undefined)
  const what = `Pages of ${page.origin} may not use the community ${known.id}${how ? `: of one that may, ${how}` : ''}.`
  return [
    finding(
      'origin-not-allowed',
      what,
      originsLine([...known.origins, page.origin]),
      known.origins.join(', ') || 'none',
    ),
  ]
}

const policiesOf = ({ headers }: Visited, html: PageHtml) => [
  ...policies(headers.get('content-security-policy')).map((policy) => ({
    policy,
    where: 'The header Content-Security-Policy of the page',
  })),
  ...html.policies
    .flatMap((content) => policies(content))
    .map((policy) => ({
      policy,
      where: 'The <meta http-equiv="Content-Security-Policy"> of the page',
    })),
]
