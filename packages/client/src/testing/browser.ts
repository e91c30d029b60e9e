/** What a browser has besides the network: a storage that its pages share, who sits at it, and locks. */
export const jwt = (sub: string) => `e30.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.e30`

/** A browser's storage; `hear` is told of each change, as its other pages are. */
export function storage(hear: (key: string, text: string | null) => void = () => {}) {
  const kept = new Map<string, string>()
  return {
    kept,
    get length() {
      return kept.size
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      kept.set(key, text)
      hear(key, text)
    },
    removeItem(key: string) {
      kept.delete(key)
      hear(key, null)
    },
  }
}

/** Web Locks, as far as one asks for a lock that is free. */
export function locks(): Pick<LockManager, 'request'> {
  const held = new Set<string>()
  const request = async (name: string, _: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
    if (held.has(name)) return work(null)
    held.add(name)
    try {
      return await work({ name, mode: 'exclusive' })
    } finally {
      held.delete(name)
    }
  }
  return { request: request as LockManager['request'] }
}
