/**
 * Markdown to rich text: parsed by micromark, turned into the contract's small tree. Raw HTML stays the text it was,
 * images from elsewhere become links, and only harmless links link.
 */
import { type Block, type Inline, limits, type RichText } from '@vlinder/contract'
import type { BlockContent, DefinitionContent, List, Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { attachmentAt } from './attachment.ts'
import { memberIn, type Named } from './mentions.ts'
import { parse } from './parse.ts'

/** What a link may open; everything else is shown as its text. */
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i
/** Browsers open these no more, yet the address says where something is. */
const TOLD_LINK = /^ftps?:\/\//i

/** Where reference links lead: `[text][id]` and its definition. */
type Definitions = ReadonlyMap<string, string>

interface Context {
  definitions: Definitions
  named: Named
  depth: number
}

const NOBODY: Named = new Map()

/** `named` are those whose names it may link; whoever else is named stands there as it was written. */
export function toRichText(markdown: string, named = NOBODY): RichText {
  if (markdown.trim() === '') return []
  const root = parse(markdown)
  return blocks(root.children, { definitions: definitions(root), named, depth: 0 })
}

function definitions(root: Root): Definitions {
  const found = new Map<string, string>()
  const visit = (node: Nodes): void => {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node.url)
    if ('children' in node) node.children.forEach(visit)
  }
  visit(root)
  return found
}

function blocks(
  nodes: readonly (RootContent | BlockContent | DefinitionContent)[],
  context: Context,
): Block[] {
  return nodes.flatMap((node) => block(node, context))
}

function block(node: RootContent, context: Context): Block[] {
  const deeper = { ...context, depth: context.depth + 1 }
  const tooDeep = deeper.depth > limits.RICH_TEXT_DEPTH_MAX
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlines(node.children, deeper) }]
    case 'heading':
      return [
        {
          type: 'heading',
          level: Math.min(node.depth, 3) as 1 | 2 | 3,
          children: inlines(node.children, deeper),
        },
      ]
    case 'blockquote': {
      const children = blocks(node.children, deeper)
      return tooDeep ? children : [{ type: 'quote', children }]
    }
    case 'list':
      return tooDeep ? node.children.flatMap((item) => blocks(item.children, deeper)) : [list(node, deeper)]
    case 'code':
      return [
        { type: 'code-block', text: node.value, ...(node.lang && { language: node.lang.slice(0, 40) }) },
      ]
    case 'thematicBreak':
      return [{ type: 'rule' }]
    case 'table': {
      const [head = [], ...rows] = node.children.map((row) =>
        row.children.map((cell) => inlines(cell.children, deeper)),
      )
      return [{ type: 'table', head, rows }]
    }
    case 'html':
      return [{ type: 'paragraph', children: [{ type: 'text', text: node.value }] }]
    case 'footnoteDefinition':
      return blocks(node.children, deeper)
    default:
      return []
  }
}

function list(node: List, context: Context): Block {
  const items = node.children.map((item) => {
    const children = blocks(item.children, context)
    if (item.checked == null) return children
    const box: Inline = { type: 'text', text: item.checked ? '☑ ' : '☐ ' }
    const [first, ...rest] = children
    return first?.type === 'paragraph'
      ? [{ ...first, children: [box, ...first.children] }, ...rest]
      : [{ type: 'paragraph' as const, children: [box] }, ...children]
  })
  const start = node.ordered && node.start != null && node.start !== 1 ? { start: node.start } : {}
  return { type: 'list', ordered: node.ordered === true, ...start, items }
}

function inlines(nodes: readonly PhrasingContent[], context: Context): Inline[] {
  return merged(nodes.flatMap((node) => inline(node, context)))
}

function inline(node: PhrasingContent, context: Context): Inline[] {
  const deeper = { ...context, depth: context.depth + 1 }
  const wrap = (type: 'strong' | 'emphasis' | 'strike', children: readonly PhrasingContent[]): Inline[] => {
    const inner = inlines(children, deeper)
    return deeper.depth > 2 * limits.RICH_TEXT_DEPTH_MAX ? inner : [{ type, children: inner }]
  }
  switch (node.type) {
    case 'text':
      return [{ type: 'text', text: node.value }]
    case 'html':
      return [{ type: 'text', text: node.value }]
    case 'strong':
      return wrap('strong', node.children)
    case 'emphasis':
      return wrap('emphasis', node.children)
    case 'delete':
      return wrap('strike', node.children)
    case 'inlineCode':
      return [{ type: 'code', text: node.value }]
    case 'break':
      return [{ type: 'break' }]
    case 'link':
      return mention(context.named, memberIn(node)) ?? link(node.url, inlines(node.children, deeper))
    case 'linkReference':
      return link(context.definitions.get(node.identifier), inlines(node.children, deeper))
    case 'image':
      return picture(node.url, node.alt) ?? link(node.url, [{ type: 'text', text: node.alt || node.url }])
    case 'imageReference': {
      const url = context.definitions.get(node.identifier)
      return link(url, [{ type: 'text', text: node.alt || url || '' }])
    }
    case 'footnoteReference':
      return [{ type: 'text', text: `[${node.label ?? node.identifier}]` }]
    default:
      return []
  }
}

/** A colleague by the name of today; whoever left is not there to be opened. */
function mention(named: Named, member: string | undefined): Inline[] | undefined {
  const known = member && named.get(member)
  if (!member || !known) return undefined
  const { name, active } = known
  return active ? [{ type: 'mention', member, name }] : [{ type: 'text', text: name }]
}

/** A picture that was added here; one from elsewhere would tell its server who reads. */
function picture(url: string, alt: string | null | undefined): Inline[] | undefined {
  const named = attachmentAt(url)
  if (!named) return undefined
  const { id, width, height } = named
  return [{ type: 'image', src: `media/${id}.webp`, alt: alt ?? '', width, height }]
}

/** A link, or only its text where it would open something that it should not. A picture inside a link stays one link. */
function link(href: string | undefined, children: Inline[]): Inline[] {
  if (href === undefined || !SAFE_LINK.test(href)) return told(href, children)
  const flat = children.flatMap((child) => (child.type === 'link' ? child.children : [child]))
  return [{ type: 'link', href, children: flat.length > 0 ? flat : [{ type: 'text', text: href }] }]
}

/** The words of a link that cannot be opened, with its address where that tells something. */
function told(href: string | undefined, children: Inline[]): Inline[] {
  if (href === undefined || !TOLD_LINK.test(href)) return children
  const [only, ...more] = children
  const same = only?.type === 'text' && more.length === 0 && only.text === href
  return same ? children : [...children, { type: 'text', text: ` (${href})` }]
}

/** Neighbouring texts as one. */
function merged(nodes: Inline[]): Inline[] {
  const result: Inline[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { type: 'text', text: last.text + node.text }
    else result.push(node)
  }
  return result
}
