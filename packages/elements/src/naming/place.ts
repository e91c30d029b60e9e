/** Where the list stands: below the line in the text that it is about, or above it, within what can be seen. */

/** Between the list and the edges of the window, in pixels. */
const GAP = 6

export interface Line {
  /** From the top of the field, in pixels. */
  bottom: number
  height: number
}

/** The line of the sign at `index`. A field does not tell it, but a copy that ends there is as high. */
export function lineAt(area: HTMLTextAreaElement, index: number): Line {
  const copy = area.cloneNode() as HTMLTextAreaElement
  copy.removeAttribute('id')
  Object.assign(copy.style, { position: 'fixed', visibility: 'hidden', minHeight: 0, height: 0 })
  copy.style.width = `${area.offsetWidth}px`
  area.after(copy)
  copy.value = ''
  const height = copy.scrollHeight
  copy.value = area.value.slice(0, index)
  const bottom = copy.scrollHeight - area.scrollTop
  copy.remove()
  return { bottom, height }
}

/** A keyboard on the screen takes some of the room, and the line itself may be out of sight. */
export function stand(list: HTMLElement, area: HTMLElement, line: Line): void {
  const field = area.getBoundingClientRect()
  const { offsetTop: first, height } = visualViewport!
  const last = first + height - GAP
  const within = (y: number, low: number, high: number) => Math.max(low, Math.min(y, high))
  const under = within(field.top + line.bottom, first, Math.min(field.bottom, last))
  const over = within(under - line.height, field.top, last)
  list.style.setProperty('--room', `${Math.max(over - first, last - under) - GAP}px`)
  const { offsetHeight, offsetWidth } = list
  const fits = offsetHeight <= last - under || last - under >= over - first
  list.style.top = `${fits ? under : over - offsetHeight}px`
  list.style.left = `${within(field.left, GAP, innerWidth - offsetWidth - GAP)}px`
}
