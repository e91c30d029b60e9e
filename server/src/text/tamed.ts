/**
 * Markdown that would take the parser very long is defused first. Nobody nests quotes forty deep, opens a hundred
 * brackets without closing one or begins five hundred lists; those who do get their characters as plain text.
 */

/** Quote and list markers in a row at the start of a line. */
const MARKERS_MAX = 16
/** Quotes, list items, footnotes and underlined headings of one text; the parser's work grows with the square of it. */
const BEGINNINGS_MAX = 500
/** Of one delimiter within a paragraph; the parser's work grows with the square of it. */
const DELIMITERS_MAX = 800

// Neither holds a repetition whose parts can match in two ways: so no line takes long to be seen not to match.
const MARKER = '[ \\t]*(?:>|[-+*](?=[ \\t])|[+*](?=$)|\\d{1,9}[.)](?=[ \\t]|$)|\\[\\^|[=-]+(?=[ \\t]*$))'
const EACH_MARKER = new RegExp(MARKER, 'gm')
const BEGINNING = new RegExp(`^(?:${MARKER})+`, 'gm')
const CONTAINER_RUN = new RegExp(`^((?:${MARKER}){${MARKERS_MAX}})(.*)$`, 'gm')
const DELIMITERS = ['[', ']', '*', '_', '~', '`', '<']

/**
 * What stands in for a sign that shall mean nothing to the parser: signs that no text has (Unicode keeps them for use
 * inside a program). Escapes would not do: the parser takes as long for thousands of those.
 */
const SIGNS = '>*+-.)[]_~`<\\='
const FIRST_STAND_IN = 0xfdd0
const STAND_INS = /[\ufdd0-\ufddd]/g

const plain = (text: string): string =>
  text.replace(/[>*+\-.)[\]_~`<\\=]/g, (sign) => String.fromCharCode(FIRST_STAND_IN + SIGNS.indexOf(sign)))

/** A text of the parser's, as it was typed. */
export const asTyped = (text: string): string =>
  text.replace(STAND_INS, (sign) => SIGNS.charAt(sign.charCodeAt(0) - FIRST_STAND_IN))

export function tamed(markdown: string): string {
  let begun = 0
  // From there on it is one text of its own: in a list each of its lines would be looked at again.
  const further = (start: string, before: number) => (before > BEGINNINGS_MAX ? '' : '\n\n') + plain(start)
  return markdown
    .replace(CONTAINER_RUN, (_, start: string, rest: string) => start + plain(rest))
    .replace(BEGINNING, (start) => {
      const before = begun
      begun += start.match(EACH_MARKER)?.length ?? 0
      return begun > BEGINNINGS_MAX ? further(start, before) : start
    })
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) =>
      DELIMITERS.some((sign) => paragraph.split(sign).length > DELIMITERS_MAX) ? plain(paragraph) : paragraph,
    )
    .join('')
}
