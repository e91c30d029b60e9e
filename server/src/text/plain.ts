/** Rich text as plain text: for excerpts, reading time and search. */
import { type Block, type Inline, limits, type RichText } from '@vlinder/contract'

/** Adults read this many words of Dutch or English a minute, silently and with ease. */
const WORDS_A_MINUTE = 220

export function toPlainText(richText: RichText): string {
  return richText.map(blockText).join('\n').trim()
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.children)
    case 'list':
      return block.items.map(toPlainText).join('\n')
    case 'quote':
      return toPlainText(block.children)
    case 'code-block':
      return block.text
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' ')).join('\n')
    case 'rule':
      return ''
  }
}

function inlineText(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return '\n'
      if (node.type === 'image') return node.alt
      if (node.type === 'mention') return `@${node.name}`
      return 'children' in node ? inlineText(node.children) : node.text
    })
    .join('')
}

/** The first words, on one line: cut between words where possible, never inside a character, with … where cut. */
export function excerpt(plain: string, max = limits.EXCERPT_MAX): string {
  const line = plain.replace(/\s+/g, ' ').trim()
  if (line.length <= max) return line
  const start = line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')
  const space = start.lastIndexOf(' ')
  return `${(space > max / 2 ? start.slice(0, space) : start).replace(/[\s,;:.–-]+$/, '')}…`
}

/** Minutes, at least one. */
export function readingTime(plain: string): number {
  const words = plain.match(/\S+/g)?.length ?? 0
  return Math.max(1, Math.round(words / WORDS_A_MINUTE))
}
