/** The page's own policies: which directive keeps the widgets out, and what it must say instead. */
import { allows, deciding, type Loading, type Policy } from './csp.ts'
import { type Finding, type FindingName, finding } from './finding.ts'

export interface Guarded {
  page: URL
  /** Where each policy stands: in the header, or in a tag. */
  policies: { policy: Policy; where: string }[]
  /** Of the script tag. */
  nonce?: string
  /** Address of the server, without a slash at its end. */
  server: string
  /** Where the page gets tokens. */
  tokenUrl?: URL
}

interface Need {
  name: FindingName
  directives: string[]
  url: URL
  for: string
}

function needs({ server, tokenUrl }: Guarded): Need[] {
  const connect = { name: 'csp-connect-src', directives: ['connect-src', 'default-src'] } as const
  return [
    {
      name: 'csp-script-src',
      directives: ['script-src-elem', 'script-src', 'default-src'],
      url: new URL(`${server}/sdk/v1/vlinder.js`),
      for: 'the script of the widgets',
    },
    {
      ...connect,
      directives: [...connect.directives],
      url: new URL(`${server}/api/v1/`),
      for: 'requests to the server',
    },
    ...(tokenUrl
      ? [{ ...connect, directives: [...connect.directives], url: tokenUrl, for: 'requests to the token URL' }]
      : []),
    {
      name: 'csp-img-src',
      directives: ['img-src', 'default-src'],
      url: new URL(`${server}/media/0123456789abcdef0123456789abcdef.webp`),
      for: 'photos of members',
    },
  ]
}

export function policyFindings(guarded: Guarded): Finding[] {
  return guarded.policies.flatMap(({ policy, where }) => [
    ...needs(guarded).flatMap((need) => blocked(need, policy, where, guarded)),
    ...trustedTypes(policy, where),
    ...sandbox(policy, where),
  ])
}

function blocked(need: Need, policy: Policy, where: string, { page, nonce }: Guarded): Finding[] {
  const found = deciding(policy, need.directives)
  if (!found) return []
  const [name, sources] = found
  const script = need.name === 'csp-script-src'
  const loading: Loading = { url: need.url, page, script, ...(script && nonce && { nonce }) }
  if (allows(sources, loading)) return []
  const own = name === 'default-src' ? need.directives.at(-2)! : name
  const strict = script && sources.some((one) => one.toLowerCase() === "'strict-dynamic'")
  const what = `${where} blocks ${need.for}: ${name} does not allow ${need.url.origin}${strict ? ", for 'strict-dynamic' takes nonces only" : ''}.`
  const kept = sources.filter((one) => one.toLowerCase() !== "'none'")
  const fix = strict
    ? 'Give the script tag the nonce of the page: <script nonce="..." type="module" ...>'
    : [own, ...kept, need.url.origin === page.origin ? "'self'" : need.url.origin].join(' ')
  return [finding(need.name, what, fix, [name, ...sources].join(' '))]
}

/** Lit makes one policy, and shows nothing where it may not. */
function trustedTypes(policy: Policy, where: string): Finding[] {
  const names = policy.get('trusted-types')
  if (!names || names.includes('lit-html') || names.includes('*')) return []
  const kept = names.filter((one) => one.toLowerCase() !== "'none'")
  const what = `${where} lets no Trusted Types policy "lit-html" be made: the widgets stop while they load.`
  return [
    finding(
      'csp-trusted-types',
      what,
      ['trusted-types', ...kept, 'lit-html'].join(' '),
      ['trusted-types', ...names].join(' '),
    ),
  ]
}

function sandbox(policy: Policy, where: string): Finding[] {
  const flags = policy.get('sandbox')
  const lacking = ['allow-scripts', 'allow-same-origin'].filter((one) => flags && !flags.includes(one))
  if (!flags || lacking.length === 0) return []
  const what = `${where} sandboxes the page without ${lacking.join(' and ')}: ${lacking.includes('allow-scripts') ? 'no script runs' : 'its origin is "null", which no community allows'}.`
  return [
    finding(
      'csp-sandbox',
      what,
      ['sandbox', ...flags, ...lacking].join(' '),
      ['sandbox', ...flags].join(' '),
    ),
  ]
}
