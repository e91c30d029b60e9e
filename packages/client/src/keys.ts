/** Idempotency keys: what makes sending a write twice the same as sending it once. */

/**
 * A new key: 128 random bits. Keep it with what a member typed, so that a later try is the same write.
 * `crypto.randomUUID` would be shorter, but pages on plain HTTP do not have it.
 */
export const newKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')
