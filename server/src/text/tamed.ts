/**
 * Markdown that would take the parser very long is defused first. Nobody nests quotes forty deep or opens a hundred
 * brackets without closing one; those who do get their characters as plain text.
 */

/** Quote and list markers in a row at the start of a line. */
const MARKERS_MAX = 16
/** Of one delimiter within a paragraph; the parser's work grows with the square of it. */
const DELIMITERS_MAX = 800

const CONTAINER_RUN = new RegExp(
  `^((?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))[ \\t]?){${MARKERS_MAX}})(.*)$`,
  'gm',
)
const DELIMITERS = ['[', '*', '_', '~', '`', '<']

export function tamed(markdown: string): string {
  const flat = markdown.replace(
    CONTAINER_RUN,
    (_, start: string, rest: string) => start + rest.replace(/[>*+\-.)[\]]/g, '\\$&'),
  )
  return flat
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) =>
      DELIMITERS.some((sign) => paragraph.split(sign).length > DELIMITERS_MAX)
        ? escaped(paragraph)
        : paragraph,
    )
    .join('')
}

const escaped = (paragraph: string): string => paragraph.replace(/[[\]*_~`<>]/g, '\\$&')
