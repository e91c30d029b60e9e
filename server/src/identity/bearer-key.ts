/**
 * Keys of whoever runs the server: long-lived secrets that their own scripts send as a bearer token. The operator's key
 * makes nobody a member, and may do little: see `can()`. The metrics key reads metrics.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isStrongSecret } from './secret.ts'

/** Can this be such a key: strong enough, and of what a bearer token may be made of (RFC 6750, 2.1)? */
export const isBearerKey = (text: string): boolean =>
  /^[\w.~+/-]+=*$/.test(text) && isStrongSecret(Buffer.from(text))

/** Tells the key from other tokens, in a time that says nothing of it. Without a key, nothing is. */
export function bearerKeyCheck(key: string | undefined): (token: string) => boolean {
  if (key === undefined) return () => false
  const expected = digest(key)
  return (token) => timingSafeEqual(digest(token), expected)
}

const digest = (text: string) => createHash('sha256').update(text).digest()
