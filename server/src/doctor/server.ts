/** The server as browsers meet it: at PUBLIC_URL, through whatever proxy stands before it. */
import { type Finding, finding, type Part } from './finding.ts'
import { listed, NoAnswer, type Visited, visit } from './visit.ts'

export interface Reached {
  part: Part
  answers: boolean
}

export async function serverPart(publicUrl: string): Promise<Reached> {
  const about = `Server at ${publicUrl}`
  let health: Visited
  try {
    health = await visit(`${publicUrl}/healthz`)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    const what = `PUBLIC_URL ${error.message}.`
    const fix = `Start it (vlinder serve), let the proxy pass ${publicUrl} on to it, or set PUBLIC_URL to where it is.`
    return {
      part: { about, findings: [finding('server-unreachable', what, fix, publicUrl)] },
      answers: false,
    }
  }
  const wrong = notOurs(health, publicUrl)
  if (wrong) return { part: { about, findings: [wrong] }, answers: false }
  return { part: { about, findings: [...(await sdk(publicUrl))] }, answers: true }
}

function notOurs({ status, headers, body }: Visited, publicUrl: string): Finding | undefined {
  const to = URL.parse(headers.get('location') ?? '', publicUrl)
  if (status >= 300 && status < 400 && to) {
    const what = `PUBLIC_URL redirects (${status}) to ${to.href}: a preflight is not followed there.`
    const right = to.pathname.endsWith('/healthz') ? to.href.slice(0, -'/healthz'.length) : to.origin
    return finding('server-redirects', what, `PUBLIC_URL=${right}`, publicUrl)
  }
  if (status === 200 && /^\{"status":"ok"/.test(body)) return undefined
  const what = `Something else than a Vlinder server answers at ${publicUrl}/healthz: ${status}, ${typeOf(headers)}.`
  const fix = 'Let the proxy pass everything below PUBLIC_URL on, with the path that the server expects.'
  return finding('server-not-vlinder', what, fix, `${publicUrl}/healthz`)
}

export const typeOf = (headers: Headers) => headers.get('content-type')?.split(';')[0] || 'no content type'

/** The script that pages load: there, as a script, for every origin. */
async function sdk(publicUrl: string): Promise<Finding[]> {
  const url = `${publicUrl}/sdk/v1/vlinder.js`
  const answer = await visit(url).catch((error) => {
    if (error instanceof NoAnswer) return undefined
    throw error
  })
  const { status, headers } = answer ?? { status: 'nothing', headers: new Headers() }
  if (status !== 200) {
    const fix = 'Build it (pnpm build), and let the proxy pass /sdk/ on to the server.'
    return [finding('sdk-missing', `The script is not at ${url}: it answers ${status}.`, fix, url)]
  }
  const findings: Finding[] = []
  if (!/^(text|application)\/javascript$/.test(typeOf(headers))) {
    const what = `The script comes as ${typeOf(headers)}: a browser does not run that as a module.`
    findings.push(
      finding(
        'sdk-type',
        what,
        'Content-Type: text/javascript',
        `Content-Type: ${headers.get('content-type')}`,
      ),
    )
  }
  if (headers.get('access-control-allow-origin') !== '*') {
    const what =
      'The script comes without Access-Control-Allow-Origin: *, which a module of another origin needs.'
    const fix = 'Let the proxy keep the header of the server: Access-Control-Allow-Origin: *'
    findings.push(finding('sdk-cors', what, fix, headers.get('access-control-allow-origin') ?? 'no header'))
  }
  if (listed(headers.get('cross-origin-resource-policy'))[0] !== 'cross-origin') {
    const what =
      'The script comes without Cross-Origin-Resource-Policy: cross-origin: a page with require-corp blocks photos and scripts.'
    const fix = 'Let the proxy keep the header of the server: Cross-Origin-Resource-Policy: cross-origin'
    findings.push(
      finding('coep-blocks', what, fix, headers.get('cross-origin-resource-policy') ?? 'no header'),
    )
  }
  return findings
}
