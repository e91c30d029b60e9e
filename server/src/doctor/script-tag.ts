/** The script tag and the elements of a page: does each setting say what it must. */
import { closestMatch } from 'leven'
import { type Known, unknownCommunity } from './communities.ts'
import { difference } from './difference.ts'
import { type Finding, finding } from './finding.ts'
import type { PageHtml, Tag } from './page-html.ts'

type Script = PageHtml['scripts'][number]

const SETTINGS = ['data-community', 'data-token-url', 'data-server', 'data-sign-in']
/** Beyond this, another attribute of the host's is no slip of ours. */
const SLIP_MAX = 7

export interface Tags {
  html: PageHtml
  page: URL
  publicUrl: string
  communities: Known[]
}

export function tagFindings({ html, page, publicUrl, communities }: Tags): Finding[] {
  const line = `<script type="module" src="${publicUrl}/sdk/v1/vlinder.js" data-community="${communities[0]?.id ?? '<community>'}" data-token-url="/vlinder-token"></script>`
  const [script, ...others] = html.scripts
  if (!script) {
    const what = `There is no Vlinder script tag in the HTML of ${page.href}. (What a script of the page adds is not seen here: put <vlinder-doctor> in the page for that.)`
    return [finding('script-missing', what, line)]
  }
  const chosen = scriptOf(html) ?? script
  return [
    ...(others.length > 0 ? [twice(html.scripts)] : []),
    ...moduleType(chosen),
    ...server(chosen, publicUrl),
    ...slips(chosen),
    ...communityOf(chosen, html.elements, communities),
    ...tokenUrl(chosen, html.elements),
    ...mixed(page, chosen),
  ]
}

/** The tag whose settings count: the first that has any. */
export const scriptOf = ({ scripts }: PageHtml): Script | undefined =>
  scripts.find(({ attributes }) => attributes['data-community']) ?? scripts[0]

function twice(scripts: Script[]): Finding {
  const what = `The script is in the page ${scripts.length} times: the first one is used, the others leave it to that one.`
  return finding('script-twice', what, 'Keep one script tag.', scripts.map(({ src }) => src.href).join(' '))
}

function moduleType({ attributes }: Script): Finding[] {
  if (attributes.type?.trim().toLowerCase() === 'module') return []
  const found = attributes.type === undefined ? 'no type' : `type="${attributes.type}"`
  return [
    finding(
      'script-not-module',
      'The script tag is no module, so the browser stops at its first import.',
      'type="module"',
      found,
    ),
  ]
}

function server({ src, attributes }: Script, publicUrl: string): Finding[] {
  const right = `${publicUrl}/sdk/v1/vlinder.js`
  const own = attributes['data-server']
  if (own !== undefined && own.replace(/\/+$/, '') !== publicUrl) {
    const how = difference(own.replace(/\/+$/, ''), publicUrl)
    const what = `data-server is not the address of this server${how ? `: ${how}` : ''}.`
    return [finding('script-other-server', what, `data-server="${publicUrl}"`, own)]
  }
  if (own !== undefined || src.origin + src.pathname === right) return []
  const how = difference(src.origin + src.pathname, right)
  const what = `The script does not come from this server${how ? `: ${how}` : ''}.`
  return [finding('script-other-server', what, `src="${right}"`, src.href)]
}

/** `data-tokenurl`, `community`: attributes that were meant to be settings, and are none. */
function slips({ attributes }: Script): Finding[] {
  const lacking = SETTINGS.filter((one) => attributes[one] === undefined && one !== 'data-server')
  return Object.keys(attributes).flatMap((name) => {
    if (
      SETTINGS.includes(name) ||
      ['type', 'src', 'nonce', 'id', 'class', 'title', 'async', 'defer'].includes(name)
    )
      return []
    const meant = closestMatch(name, lacking, { maxDistance: SLIP_MAX })
    if (!meant || !/community|token|url/i.test(name)) return []
    const what = `The script tag has an attribute "${name}", which is no setting; "${meant}" is meant.`
    return [
      finding('script-attribute', what, `${meant}="${attributes[name]}"`, `${name}="${attributes[name]}"`),
    ]
  })
}

function communityOf({ attributes }: Script, elements: Tag[], all: Known[]): Finding[] {
  const ids = [attributes['data-community'], ...elements.map((one) => one.attributes.community)]
    .map((id) => id?.trim())
    .filter((id) => id !== undefined && id !== '')
  if (ids.length === 0) {
    const what = 'Neither the script tag nor an element says which community to show.'
    return [finding('script-community', what, `data-community="${all[0]?.id ?? '<id>'}"`)]
  }
  // Without a database nothing is known of any.
  if (all.length === 0) return []
  return [...new Set(ids)]
    .filter((id) => !all.some((one) => one.id === id))
    .map((id) => unknownCommunity('script-community', id ?? '', all))
}

function tokenUrl({ attributes }: Script, elements: Tag[]): Finding[] {
  if (attributes['data-token-url']?.trim() || attributes['data-sign-in'] !== undefined) return []
  // A provider may have a getToken of its own, which HTML does not show.
  if (elements.some(({ name, attributes }) => name === 'vlinder-provider' || attributes['token-url']))
    return []
  const what = 'Nothing says where the widgets get a token: nobody can come in.'
  return [finding('script-token-url', what, 'data-token-url="/vlinder-token"')]
}

function mixed(page: URL, { src }: Script): Finding[] {
  if (page.protocol !== 'https:' || src.protocol !== 'http:') return []
  const what = 'The page is https and the script is http: the browser blocks it as mixed content.'
  return [finding('mixed-content', what, `src="https://${src.host}${src.pathname}"`, src.href)]
}
