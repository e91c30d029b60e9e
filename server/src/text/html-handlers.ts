/** Where HTML says something that Markdown cannot, and the library would drop or mangle it. */
import { defaultHandlers, type Handle, type NodeHandle } from 'hast-util-to-mdast'
import type {
  Break,
  Code,
  Delete,
  Emphasis,
  Image,
  Link,
  Nodes,
  PhrasingContent,
  Strong,
  TableCell,
  Text,
} from 'mdast'

type Element = Parameters<Handle>[1]

/** Small figures and signs, for powers, formulas and notes. */
const RAISED = figures('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ')
const LOWERED = figures('₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢ')

function figures(small: string): Map<string, string> {
  return new Map([...'0123456789+-=()ni'].map((character, i) => [character, [...small][i]!]))
}

/** `10<sup>2</sup>` as 10²; words too long or strange for that stay as they are. */
const shifted =
  (figures: Map<string, string>): Handle =>
  (state, node) => {
    const characters = [...textOf(node).replace('−', '-')]
    if (node.children.some(({ type }) => type !== 'text')) return state.all(node)
    if (!characters.every((character) => figures.has(character))) return state.all(node)
    return { type: 'text', value: characters.map((character) => figures.get(character)).join('') }
  }

function textOf(node: Element): string {
  return node.children
    .map((child) => (child.type === 'element' ? textOf(child) : child.type === 'text' ? child.value : ''))
    .join('')
}

/** A code block, also with the language on `<pre>` or as `lang-`, as prettify has it. */
const code: Handle = (state, node) => {
  const block = defaultHandlers.pre(state, node) as Code
  const classes = [node, ...node.children].flatMap((child) => {
    const names = child.type === 'element' ? child.properties.className : undefined
    return Array.isArray(names) ? names.map(String) : []
  })
  block.lang ??= classes.map((name) => /^lang(?:uage)?-([\w+#.-]+)$/.exec(name)?.[1]).find(Boolean) ?? null
  return block
}

/** A cell holds one line: blocks in it follow each other. */
const cell: Handle = (state, node) => {
  const made = defaultHandlers.td(state, node) as TableCell
  made.children = onOneLine(made.children)
  return made
}

const BLOCKS = new Set(['paragraph', 'heading', 'list', 'listItem', 'blockquote', 'code', 'thematicBreak'])

function onOneLine(nodes: readonly Nodes[]): PhrasingContent[] {
  return nodes.flatMap((node, i) => {
    if (node.type === 'break') return [{ type: 'text', value: ' ' }]
    if (!BLOCKS.has(node.type)) return [node as PhrasingContent]
    const space = i > 0 ? [{ type: 'text' as const, value: ' ' }] : []
    if (node.type === 'code')
      return [...space, { type: 'inlineCode', value: node.value.replace(/\s+/g, ' ') }]
    return [...space, ...('children' in node ? onOneLine(node.children) : [])]
  })
}

/** A table, with its caption before it. */
const table: Handle = (state, node) => {
  const caption = node.children.find((child) => child.type === 'element' && child.tagName === 'caption')
  const made = defaultHandlers.table(state, node)
  const words = caption?.type === 'element' ? state.all(caption) : []
  return words.length > 0 ? [...state.toFlow(words), made] : made
}

const flow: Handle = (state, node) => state.toFlow(state.all(node))
const words: Handle = (_, node) => ({ type: 'text', value: textOf(node).replace(/\s+/g, ' ').trim() })

/** Elements that cannot stand inside a line of Markdown. */
const BLOCK_TAGS = new Set(
  'address article aside blockquote dd details div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section table ul'.split(
    ' ',
  ),
)

const holdsBlock = (node: Element): boolean =>
  node.children.some(
    (child) => child.type === 'element' && (BLOCK_TAGS.has(child.tagName) || holdsBlock(child)),
  )

/** Emphasis: none around whole blocks, and with the space and line breaks at its ends outside of it. */
const mark =
  (name: 'em' | 'strong' | 'del'): Handle =>
  (state, node) => {
    if (holdsBlock(node)) return state.all(node)
    const made = defaultHandlers[name](state, node) as Emphasis | Strong | Delete
    made.children = without(made.type, made.children)
    const [before, after]: [(Break | Text)[], (Break | Text)[]] = [[], []]
    for (let first = made.children[0]; first && edge(first, /^\s+/, before); first = made.children[0])
      made.children.shift()
    for (let last = made.children.at(-1); last && edge(last, /\s+$/, after); last = made.children.at(-1))
      made.children.pop()
    return [...before, ...(made.children.length > 0 ? [made] : []), ...after.reverse()]
  }

/** Bold within bold is bold, and Markdown would take its stars for others. */
function without(type: Nodes['type'], nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => {
    if (!('children' in node)) return [node]
    const children = without(type, node.children)
    return node.type === type ? children : [{ ...node, children } as PhrasingContent]
  })
}

/** Takes space or a line break from the edge of emphasis; true when nothing of the node is left. */
function edge(node: Nodes, space: RegExp, out: (Break | Text)[]): boolean {
  if (node.type === 'break') out.push(node)
  if (node.type !== 'text') return node.type === 'break'
  const kept = node.value.replace(space, '')
  if (kept !== node.value) out.push({ type: 'text', value: ' ' })
  node.value = kept
  return kept === ''
}

/** An address without a scheme was that of a web page. */
const absolute = (url: string): string => (url.startsWith('//') ? `https:${url}` : url)

const image: Handle = (state, node) => {
  const made: Image = defaultHandlers.img(state, node)
  return { ...made, url: absolute(made.url) }
}

/** A link. A picture in it that leads elsewhere follows it, for a link cannot hold another. */
const link: Handle = (state, node) => {
  const made: Link = defaultHandlers.a(state, node)
  const url = absolute(made.url)
  const apart = made.children.filter((child) => child.type === 'image' && child.url !== url)
  const children = made.children.map((child) =>
    apart.includes(child) && child.type === 'image'
      ? { type: 'text' as const, value: child.alt || url }
      : child,
  )
  return [
    { ...made, url, children },
    ...apart.flatMap((child) => [{ type: 'text' as const, value: ' ' }, child]),
  ]
}

export const HANDLERS: Record<string, Handle> = {
  a: link,
  img: image,
  em: mark('em'),
  i: mark('em'),
  mark: mark('em'),
  u: mark('em'),
  strong: mark('strong'),
  b: mark('strong'),
  del: mark('del'),
  s: mark('del'),
  strike: mark('del'),
  pre: code,
  sup: shifted(RAISED),
  sub: shifted(LOWERED),
  td: cell,
  th: cell,
  table,
  caption: () => undefined,
  dialog: flow,
  menu: defaultHandlers.ul,
  math: words,
  svg: words,
}

export const NODE_HANDLERS: Record<string, NodeHandle> = { comment: () => undefined }
