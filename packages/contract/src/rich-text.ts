/**
 * Rich text: what Markdown becomes on its way out. A small typed tree that widgets render node by node, so
 * that no HTML string ever crosses the wire. Derived from the stored Markdown, never stored as the source.
 */
import * as v from 'valibot'
import { Id } from './text.ts'

/** Text inside a block. Images from elsewhere arrive as links to them; raw HTML as the text it was. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  /** `href` is http, https, mailto or tel; nothing else is let through. */
  | { type: 'link'; href: string; children: Inline[] }
  /** A colleague, under the name that they have now. Whoever is not a member, or has left, is named in `text`. */
  | { type: 'mention'; member: string; name: string }
  | { type: 'break' }
  /** A picture that a member added here: `src` is relative to the server's base address. */
  | { type: 'image'; src: string; alt: string; width: number; height: number }

/** A block of text. Heading levels are relative to the text itself: 1 is its highest. */
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { type: 'list'; ordered: boolean; start?: number | undefined; items: Block[][] }
  | { type: 'quote'; children: Block[] }
  | { type: 'code-block'; text: string; language?: string | undefined }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' }

export type RichText = Block[]

const Inline: v.GenericSchema<Inline> = v.pipe(
  v.variant('type', [
    v.object({ type: v.literal('text'), text: v.string() }),
    v.object({ type: v.picklist(['strong', 'emphasis', 'strike']), children: v.array(v.lazy(() => Inline)) }),
    v.object({ type: v.literal('code'), text: v.string() }),
    v.object({
      type: v.literal('link'),
      href: v.pipe(v.string(), v.regex(/^(https?|mailto|tel):/i)),
      children: v.array(v.lazy(() => Inline)),
    }),
    v.object({ type: v.literal('mention'), member: Id, name: v.string() }),
    v.object({ type: v.literal('break') }),
    v.object({
      type: v.literal('image'),
      src: v.pipe(v.string(), v.regex(/^media\/[0-9a-f]{32}\.webp$/)),
      alt: v.string(),
      width: v.pipe(v.number(), v.integer()),
      height: v.pipe(v.number(), v.integer()),
    }),
  ]),
  v.metadata({ ref: 'Inline' }),
)

const Block: v.GenericSchema<Block> = v.pipe(
  v.variant('type', [
    v.object({ type: v.literal('paragraph'), children: v.array(Inline) }),
    v.object({ type: v.literal('heading'), level: v.picklist([1, 2, 3]), children: v.array(Inline) }),
    v.object({
      type: v.literal('list'),
      ordered: v.boolean(),
      start: v.optional(v.pipe(v.number(), v.integer())),
      items: v.array(v.array(v.lazy(() => Block))),
    }),
    v.object({ type: v.literal('quote'), children: v.array(v.lazy(() => Block)) }),
    v.object({ type: v.literal('code-block'), text: v.string(), language: v.optional(v.string()) }),
    v.object({
      type: v.literal('table'),
      head: v.array(v.array(Inline)),
      rows: v.array(v.array(v.array(Inline))),
    }),
    v.object({ type: v.literal('rule') }),
  ]),
  v.metadata({ ref: 'Block' }),
)

export const RichText: v.GenericSchema<RichText> = v.pipe(v.array(Block), v.metadata({ ref: 'RichText' }))
