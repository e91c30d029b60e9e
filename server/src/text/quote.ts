/** A text of somebody else within one's own, as Markdown. */
import type { Blockquote, Definition, Nodes, Root } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown as write } from 'mdast-util-to-markdown'
import { parse } from './parse.ts'

const OPTIONS = {
  extensions: [gfmToMarkdown()],
  bullet: '-' as const,
  fences: true,
  resourceLink: true,
}

/** Markdown that says exactly `text`, whatever signs are in it. */
export const asMarkdown = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => write({ type: 'paragraph', children: [{ type: 'text', value: part }] }, OPTIONS).trim())
    .filter((part) => part !== '')
    .join('\n\n')

/**
 * `markdown` as a quote. It is written anew from what it means, so that nothing of it reaches beyond the quote: no fence that was left
 * open, no line that runs on, and no definition that links what others wrote.
 */
export function quote(markdown: string): string {
  const root = parse(markdown)
  inline(root, definitionsIn(root))
  if (root.children.length === 0) return ''
  return write({ type: 'blockquote', children: root.children as Blockquote['children'] }, OPTIONS).trim()
}

function definitionsIn(root: Root): Map<string, Definition> {
  const found = new Map<string, Definition>()
  const visit = (node: Nodes): void => {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node)
    if ('children' in node) node.children.forEach(visit)
  }
  visit(root)
  return found
}

/** Lets each link and picture say itself where it leads, and takes the definitions away; notes stand where they are told. */
function inline(node: Nodes, definitions: ReadonlyMap<string, Definition>): void {
  if (!('children' in node)) return
  const children = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    if (child.type === 'definition' || child.type === 'footnoteReference') return []
    inline(child, definitions)
    if (child.type === 'footnoteDefinition') return child.children
    if (child.type !== 'linkReference' && child.type !== 'imageReference') return [child]
    const { url = '', title = null } = definitions.get(child.identifier) ?? {}
    return child.type === 'linkReference'
      ? [{ type: 'link', url, title, children: child.children }]
      : [{ type: 'image', url, title, alt: child.alt ?? '' }]
  })
  node.children = children as []
}
