/** Idempotency keys: what makes sending a write twice the same as sending it once. */

/**
 * A random UUID (RFC 9562, version 4). Keep it with what a member typed, so that a later try is the same
 * write. A page on plain HTTP has no `crypto.randomUUID`; without any `crypto` it falls back on
 * `Math.random`, which is enough here: a key must differ from the member's own other keys, nothing more.
 */
export function newKey(): string {
  const { crypto } = globalThis
  if (crypto?.randomUUID) return crypto.randomUUID()
  const random = () => crypto?.getRandomValues(new Uint8Array(1))[0] ?? Math.random() * 256
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
    const n = Number(digit)
    return (n ^ (random() & (15 >> (n / 4)))).toString(16)
  })
}
