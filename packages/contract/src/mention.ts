/**
 * How a text names a colleague: in Markdown, an inline link whose words begin with `@` and whose address is `member:` and
 * an id. It stays readable where nothing knows about it. Without schemas: a browser writes it, too.
 */

/** A mention as it stands in Markdown; its name, escaped, is the first group. */
export const MENTION = /\[@((?:\\.|[^\\[\]\n])*)\]\(member:([\p{L}\p{N}._~:@-]+)\)/gu

/** What Markdown would take for its own, also within a table. */
const SIGNS = /[\\`*_[\]<>&|~]/g
/** A name with these would turn the words around that come after it. */
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Names a member, in Markdown. */
export const mentionOf = ({ id, name }: { id: string; name: string }): string =>
  `[@${name.replace(TURNS, '').replace(SIGNS, '\\$&')}](member:${id})`

/** Markdown with its mentions as they are read: `@` and the name. */
export const mentionsTold = (markdown: string): string =>
  markdown.replace(MENTION, (_, name: string) => `@${name.replace(/\\(.)/g, '$1')}`)
