/** What somebody was writing, while the page is open: closing a form or losing a connection loses nothing. In memory only: ward computers are shared. */
const drafts = new Map<string, Record<string, unknown>>()

export function draft<T extends Record<string, unknown>>(
  key: string,
): { value: T | undefined; keep(value: T): void; clear(): void } {
  return {
    get value() {
      return drafts.get(key) as T | undefined
    },
    keep: (value) => void drafts.set(key, value),
    clear: () => void drafts.delete(key),
  }
}
