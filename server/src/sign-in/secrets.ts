/** What browsers hold and we only recognise: random bits out, their SHA-256 in the database. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

export const hashed = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Is `hash` that of `secret`? Takes as long either way. */
export function isHashOf(hash: string | null, secret: string): boolean {
  const [a, b] = [Buffer.from(hash ?? ''), Buffer.from(hashed(secret))]
  return a.length === b.length && timingSafeEqual(a, b)
}
