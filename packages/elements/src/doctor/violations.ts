/** What the page's content security policy stopped since this code came, as far as it concerns us. */
import type { Find, FindingName } from './finding.ts'

const seen: SecurityPolicyViolationEvent[] = []

globalThis.document?.addEventListener('securitypolicyviolation', (event) => seen.push(event))

/** Does the policy stop what goes to `address`? */
export const stopped = (address: string) =>
  seen.some(
    ({ blockedURI, disposition }) =>
      disposition === 'enforce' && blockedURI !== '' && address.startsWith(blockedURI),
  )

export function checkViolations(addresses: string[], find: Find): void {
  const said = new Set<string>()
  for (const { blockedURI, disposition, effectiveDirective, originalPolicy } of seen) {
    const origin = URL.parse(blockedURI)?.origin
    const ours = origin && addresses.some((address) => URL.parse(address)?.origin === origin)
    const [, kind] = /^(script|connect|img)-src/.exec(effectiveDirective) ?? []
    const name = `csp-${kind}-src` as FindingName
    const key = `${effectiveDirective} ${origin}`
    if (!ours || !kind || disposition !== 'enforce' || said.has(key)) continue
    said.add(key)
    const directives = originalPolicy.split(';').map((one) => one.trim())
    const stands =
      directives.find((one) => one.startsWith(`${effectiveDirective} `)) ??
      directives.find((one) => one.startsWith('default-src ')) ??
      effectiveDirective
    const kept = stands
      .split(' ')
      .slice(1)
      .filter((one) => one !== "'none'")
    find(
      name,
      stands,
      [effectiveDirective, ...kept, origin === location.origin ? "'self'" : origin].join(' '),
    )
  }
}
