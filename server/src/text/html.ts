/** HTML to Markdown, once, at import: parsed as a browser would, written as CommonMark with tables. */
import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type { Nodes, Paragraph } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown as write } from 'mdast-util-to-markdown'
import { HANDLERS, NODE_HANDLERS } from './html-handlers.ts'

/** C0 controls but tab and newline: a character reference can smuggle them in. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * Markdown that says what `html` said. Scripts, styles and comments are dropped; pictures stay pictures, which rich
 * text turns into links to them.
 * @throws RangeError when elements are nested so deep (thousands) that the stack does not hold them
 */
export function toMarkdown(html: string): string {
  const options = { document: true, handlers: HANDLERS, nodeHandlers: NODE_HANDLERS }
  const tree = toMdast(fromHtml(html, { fragment: true }), options) as Nodes
  dropEmpty(tree)
  return write(tree, {
    extensions: [gfmToMarkdown()],
    bullet: '-',
    fences: true,
    resourceLink: true,
  })
    .replace(CONTROLS, '')
    .trim()
}

/** Line breaks between blocks are space, and would make one list of the two that they stand between. */
function dropEmpty(node: Nodes): void {
  if (!('children' in node)) return
  const children: Nodes[] = node.children
  node.children = children.filter((child) => child.type !== 'paragraph' || !isEmpty(child)) as []
  node.children.forEach(dropEmpty)
}

const isEmpty = ({ children }: Paragraph): boolean =>
  children.every((child) => child.type === 'break' || (child.type === 'text' && child.value.trim() === ''))
