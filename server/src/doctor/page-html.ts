/** What stands in a host page: our script tags, our elements, its own policies and base. */
import { fromHtml } from 'hast-util-from-html'

export interface Tag {
  name: string
  /** By name as in HTML; `data-token-url`, not `dataTokenUrl`. */
  attributes: Record<string, string>
}

export interface PageHtml {
  /** Script tags with a `src` that ends like ours. */
  scripts: (Tag & { src: URL })[]
  /** Elements whose tag begins with `vlinder-`. */
  elements: Tag[]
  /** `content` of `<meta http-equiv="content-security-policy">`. */
  policies: string[]
}

interface Node {
  tagName?: string
  properties?: Record<string, unknown>
  children?: Node[]
  content?: Node
}

export function readPage(html: string, page: URL): PageHtml {
  const tags = [...walk(fromHtml(html) as Node)]
  const named = (name: string) => tags.filter((tag) => tag.name === name)
  const base =
    URL.parse(named('base').find(({ attributes }) => attributes.href)?.attributes.href ?? '', page) ?? page
  return {
    scripts: named('script').flatMap((tag) => {
      const src = URL.parse(tag.attributes.src ?? '', base)
      return src && /\/vlinder(\.min)?\.m?js$/.test(src.pathname) ? [{ ...tag, src }] : []
    }),
    elements: tags.filter(({ name }) => name.startsWith('vlinder-')),
    policies: named('meta')
      .filter(({ attributes }) => attributes['http-equiv']?.toLowerCase() === 'content-security-policy')
      .map(({ attributes }) => attributes.content ?? ''),
  }
}

function* walk(node: Node): Generator<Tag> {
  if (node.tagName) yield { name: node.tagName, attributes: attributesOf(node.properties ?? {}) }
  for (const child of [...(node.children ?? []), ...(node.content ? [node.content] : [])]) yield* walk(child)
}

/** The parser gives `dataTokenUrl` and `httpEquiv`; people know them by the names they wrote. */
function attributesOf(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      /^(data|http)[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : name,
      Array.isArray(value) ? value.join(' ') : String(value),
    ]),
  )
}
