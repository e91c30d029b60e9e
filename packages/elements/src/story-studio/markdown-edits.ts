/** What the buttons above a text do to it: each an edit of what is selected, which does nothing to the rest. Pressed again, the edit is undone. */
export interface Selected {
  text: string
  start: number
  end: number
}

/** `insert` takes the place of what stands from `from` to `to`; `start` and `end` are selected after that. */
export interface Edit extends Omit<Selected, 'text'> {
  from: number
  to: number
  insert: string
}

/** Puts `mark` on both sides of what is selected, but for the spaces at its ends, or takes it away. */
export function marked({ text, start, end }: Selected, mark: string): Edit {
  const whole = text.slice(start, end)
  const inside = whole.trim()
  const from = inside ? start + whole.indexOf(inside) : start
  const to = inside ? from + inside.length : start
  const { length } = mark
  const isMarked = from >= length && text.slice(from - length, from) === mark && text.startsWith(mark, to)
  return isMarked
    ? { from: from - length, to: to + length, insert: inside, start: from - length, end: to - length }
    : { from, to, insert: mark + inside + mark, start: from + length, end: to + length }
}

/** Begins each line that is touched with `sign`, empty ones not unless there is no other; or takes it away where all have it. */
export function begun({ text, start, end }: Selected, sign: string): Edit {
  const from = text.slice(0, start).lastIndexOf('\n') + 1
  const after = text.indexOf('\n', end)
  const to = after < 0 ? text.length : after
  const lines = text.slice(from, to).split('\n')
  const isTouched = (line: string) => lines.length === 1 || line.trim() !== ''
  const all = lines.filter(isTouched).every((line) => line.startsWith(sign))
  const insert = lines
    .map((line) => (!isTouched(line) ? line : all ? line.slice(sign.length) : sign + line))
    .join('\n')
  const last = from + insert.length
  return { from, to, insert, start: lines.length === 1 ? last : from, end: last }
}

/** Puts a paragraph of its own after `end`. */
export function beside({ text, end }: Omit<Selected, 'start'>, paragraph: string): Edit {
  const before = text.slice(0, end)
  const insert = `${before.trim() && '\n\n'.slice(/\n*$/.exec(before)![0].length)}${paragraph}\n\n`
  return { from: end, to: end, insert, start: end + insert.length, end: end + insert.length }
}

/** Links what is selected; what is to be typed next is selected: the address, or the words if that is what there was. */
export function linked({ text, start, end }: Selected): Edit {
  const inside = text.slice(start, end).trim()
  if (/^https?:\S+$/.test(inside))
    return { from: start, to: end, insert: `[](${inside})`, start: start + 1, end: start + 1 }
  const address = 'https://'
  const at = start + inside.length + 3
  return { from: start, to: end, insert: `[${inside}](${address})`, start: at, end: at + address.length }
}

/** Begins to name a colleague, where what is selected is the beginning of their name. */
export function named({ text, start, end }: Selected): Edit {
  const insert = /[^\s(]$/.test(text.slice(0, start)) ? ' @' : '@'
  return { from: start, to: start, insert, start: end + insert.length, end: end + insert.length }
}
