/** A progress bar, on a terminal only: in a log it would be noise. */
const WIDTH = 30

export function progressBar(stream: NodeJS.WriteStream) {
  let shown = -1
  const clear = () => {
    if (shown >= 0) stream.write('\r\x1b[K')
    shown = -1
  }
  return {
    /** `done` and `total` in bytes. */
    show(done: number, total: number): void {
      if (!stream.isTTY || total === 0) return
      const percent = Math.min(100, Math.floor((100 * done) / total))
      if (percent === shown) return
      shown = percent
      const full = Math.round((WIDTH * percent) / 100)
      stream.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent}%`)
    },
    /** Takes the bar away, for something else to be written or at the end. */
    clear,
  }
}
