/** Where HTML says something that Markdown cannot, and the library would drop or mangle it. */
import { defaultHandlers, type Handle, type NodeHandle } from 'hast-util-to-mdast'
import type { Code, Nodes, PhrasingContent, TableCell } from 'mdast'

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
    if (!BLOCKS.has(node.type)) return [node as PhrasingContent]
    const space = i > 0 ? [{ type: 'text' as const, value: ' ' }] : []
    if (node.type === 'code') return [...space, { type: 'inlineCode', value: node.value.replace(/\s+/g, ' ') }]
    return [...space, ...('children' in node ? onOneLine(node.children) : [])]
  })
}

const inside: Handle = (state, node) => state.all(node)
const flow: Handle = (state, node) => state.toFlow(state.all(node))
const words: Handle = (_, node) => ({ type: 'text', value: textOf(node).replace(/\s+/g, ' ').trim() })

/** An address without a scheme was that of a web page. */
const withScheme =
  (name: 'a' | 'img'): Handle =>
  (state, node) => {
    const made = defaultHandlers[name](state, node)
    if (made.url.startsWith('//')) made.url = `https:${made.url}`
    return made
  }

export const HANDLERS: Record<string, Handle> = {
  a: withScheme('a'),
  img: withScheme('img'),
  pre: code,
  sup: shifted(RAISED),
  sub: shifted(LOWERED),
  td: cell,
  th: cell,
  caption: inside,
  dialog: flow,
  menu: defaultHandlers.ul,
  math: words,
  svg: words,
}

export const NODE_HANDLERS: Record<string, NodeHandle> = { comment: () => undefined }
