/** Markdown as its parser sees it: CommonMark with GitHub's tables, strike-through and bare links. */
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { asTyped, tamed } from './tamed.ts'

const EXTENSIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

export function parse(markdown: string): Root {
  const harmless = tamed(markdown)
  const root = fromMarkdown(harmless, EXTENSIONS)
  if (harmless !== markdown) restore(root)
  return root
}

/** Puts back what was defused, in every text of the tree. */
function restore(node: Nodes): void {
  for (const [name, value] of Object.entries(node))
    if (typeof value === 'string') Object.assign(node, { [name]: asTyped(value) })
  if ('children' in node) node.children.forEach(restore)
}
