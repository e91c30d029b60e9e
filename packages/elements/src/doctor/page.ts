/** The page itself: scripts, tags and attributes, and what the browser lets it have. */
import type { Find } from './finding.ts'

/** The folder that this code was loaded from. */
const FOLDER = import.meta.url.replace(/[^/]*$/, '')

/** What any element may have; what begins with one of the last is a page's own. */
const ANYWHERE =
  /^(id|class|style|slot|part|lang|dir|hidden|inert|title|role|tabindex|nonce|is|bare|data-.+|aria-.+|on.+|_.+|ng.+|v-.+)$/

const SETTINGS: Record<string, string> = {
  community: 'data-community',
  token: 'data-token-url',
  server: 'data-server',
}

export function scripts(): HTMLScriptElement[] {
  return [...document.querySelectorAll<HTMLScriptElement>('script[src]')].filter(({ src }) =>
    /\/sdk\/v\d+\/[^/]*$/.test(src.replace(/[?#].*/, '')),
  )
}

/** Ours, wherever they are: in shadow roots that are open, too. */
export function elements(root: ParentNode = document): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((one) => [
    ...(one.localName.startsWith('vlinder-') ? [one] : one.shadowRoot ? elements(one.shadowRoot) : []),
  ])
}

export function checkPage(find: Find): void {
  const all = scripts()
  if (all.length > 1) find('script-twice', all.map(({ src }) => src).join(' '))
  for (const script of all) checkScript(script, find)
  const first = (document as unknown as Record<symbol, string | undefined>)[Symbol.for('vlinder')]
  if (first && !first.startsWith(FOLDER)) find('other-copy', `${first} ${FOLDER}`)
  for (const element of elements()) checkElement(element, find)
  if (!isSecureContext) find('insecure-context', location.origin)
  for (const { prototype } of [Array, Object, String]) {
    if ('toJSON' in prototype) find('prototype-patched', `${prototype.constructor.name}.prototype.toJSON`)
  }
}

function checkScript({ attributes }: HTMLScriptElement, find: Find): void {
  for (const { name, value } of attributes) {
    const [, meant = ''] = Object.entries(SETTINGS).find(([word]) => name.includes(word)) ?? []
    if (meant && name !== meant) find('script-attribute', `${name}="${value}"`, `${meant}="${value}"`)
  }
}

function checkElement(element: HTMLElement, find: Find): void {
  const { localName } = element
  const known = customElements.get(localName) as { observedAttributes?: string[] } | undefined
  if (!known) find('tag-unknown', `<${localName}>`)
  for (const { name } of element.attributes) {
    if (!known || known.observedAttributes?.includes(name) || ANYWHERE.test(name)) continue
    find('attribute-unknown', `<${localName} ${name}>`, known.observedAttributes?.join(' '))
  }
}

/** For the report: names and values that no reader needs a word for. */
export const facts = (): Record<string, unknown> => ({
  page: location.origin,
  scripts: scripts().map(({ src }) => src),
  code: FOLDER,
  base: document.querySelector('base')?.href,
  elements: [...new Set(elements().map(({ localName }) => localName))],
  browser: navigator.userAgent,
  secure: isSecureContext,
  storage: stored(),
  crypto: !!globalThis.crypto?.subtle,
  locks: !!navigator.locks,
  fetch: String(fetch).includes('[native code]') ? 'native' : 'wrapped',
})

function stored(): boolean {
  try {
    return !!localStorage
  } catch {
    return false
  }
}
