/** HTML to Markdown, once, at import: parsed as a browser would, written as CommonMark with tables. */
import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type { Nodes } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown as write } from 'mdast-util-to-markdown'

/** Markdown that says what `html` said. Scripts and styles are dropped; pictures stay pictures, for us to link to. */
export function toMarkdown(html: string): string {
  const tree = toMdast(fromHtml(html, { fragment: true }), { document: true }) as Nodes
  return write(tree, {
    extensions: [gfmToMarkdown()],
    bullet: '-',
    fences: true,
    emphasis: '_',
    resourceLink: true,
  }).trim()
}
