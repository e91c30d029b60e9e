/** What changed between two states of something, word by word, as a person can read it. Made here, so that a page need not load what makes it. */
import { type DiffPart, mentionsTold, type Revision } from '@vlinder/contract'
import { diffWordsWithSpace } from 'diff'
import type { Fields } from './keep.ts'

/** Comparing takes time in the square of this; what differs in more words was written anew. */
const EDITS_MAX = 600
/** What stayed is shown this far from what changed, in characters on either side. */
const AROUND = 120

/** The fields that differ, in the order in which they stand. */
export function difference(before: Fields, after: Fields): Revision['changes'] {
  const [old, now] = [texts(before), texts(after)]
  const names = [...new Set([...Object.keys(now), ...Object.keys(old)])]
  return names.flatMap((field) => {
    const [from = '', to = ''] = [old[field], now[field]]
    return from === to ? [] : [{ field, parts: parts(...read(from, to)) }]
  })
}

/** Each field as text: a list as its items, a section under the name of its prompt. */
function texts(fields: Fields): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'sections')
      for (const { prompt, body } of value as { prompt: string; body: string }[]) found[prompt] = body
    else found[name] = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  }
  return found
}

/** Mentions as they are read, unless that is all that differs. */
function read(before: string, after: string): [string, string] {
  const [from, to] = [mentionsTold(before), mentionsTold(after)]
  return from === to ? [before, after] : [from, to]
}

function parts(before: string, after: string): DiffPart[] {
  const found = diffWordsWithSpace(before, after, { maxEditLength: EDITS_MAX })
  if (!found) {
    const rewritten: DiffPart[] = [
      { type: 'removed', text: before },
      { type: 'added', text: after },
    ]
    return rewritten.filter(({ text }) => text !== '')
  }
  return found.map(({ added, removed, value }, i) =>
    added || removed
      ? { type: added ? 'added' : 'removed', text: value }
      : { type: 'same', text: shortened(value, i === 0, i === found.length - 1) },
  )
}

/** Nothing stands before what is first, nor after what is last, that would ask for it to be shown. */
function shortened(text: string, first: boolean, last: boolean): string {
  const signs = [...text]
  const [head, tail] = [first ? 0 : AROUND, last ? 0 : AROUND]
  if (signs.length <= head + tail + AROUND) return text
  return `${signs.slice(0, head).join('')} … ${tail ? signs.slice(-tail).join('') : ''}`
}
