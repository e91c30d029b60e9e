/** Whom a text names: an inline link whose words begin with `@` and whose address is `member:` and an id. */
import { limits } from '@vlinder/contract'
import type { Link, Nodes } from 'mdast'
import { parse } from './parse.ts'

/** Those whom a text may name, by id: under the name that they have now, and whether they are still there. */
export type Named = ReadonlyMap<string, { name: string; active: boolean }>

const ADDRESS = /^member:([\p{L}\p{N}._~:@-]+)$/u

/** The id that a link names, if it does. */
export function memberIn({ url, children: [first] }: Link): string | undefined {
  return first?.type === 'text' && first.value.startsWith('@') ? ADDRESS.exec(url)?.[1] : undefined
}

/** The ids that are named in what one member wrote, each once, in their order; those after the first twenty are not. */
export function mentionedIn(texts: readonly string[]): string[] {
  const found = new Set<string>()
  const visit = (node: Nodes): void => {
    const id = node.type === 'link' && memberIn(node)
    if (id) found.add(id)
    if ('children' in node) node.children.forEach(visit)
  }
  // Most texts name nobody, and need not be parsed to see that.
  for (const text of texts) if (text.includes('member:')) visit(parse(text))
  return [...found].slice(0, limits.MENTIONS_MAX)
}
