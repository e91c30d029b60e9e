/**
 * The operator's key: a long-lived secret for whoever runs the server, sent as a bearer token by their own scripts. It
 * makes nobody a member, and may do little: see `can()`.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isStrongSecret } from './secret.ts'

/** Can this be an operator's key: strong enough, and of what a bearer token may be made of (RFC 6750, 2.1)? */
export const isOperatorKey = (text: string): boolean =>
  /^[\w.~+/-]+=*$/.test(text) && isStrongSecret(Buffer.from(text))

/** Tells the operator's key from other tokens, in a time that says nothing of it. Without a key, nothing is. */
export function operatorCheck(key: string | undefined): (token: string) => boolean {
  if (key === undefined) return () => false
  const expected = digest(key)
  return (token) => timingSafeEqual(digest(token), expected)
}

const digest = (text: string) => createHash('sha256').update(text).digest()
