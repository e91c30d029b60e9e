/** What an issuer says about who is asking, inside a signed JWT (RFC 7519). Other claims are dropped. */
import * as v from 'valibot'
import { NAME_MAX, URL_MAX } from './limits.ts'
import { line } from './text.ts'

const Seconds = v.pipe(v.number(), v.finite(), v.minValue(0))

export const AssertionClaims = v.object({
  iss: v.pipe(v.string(), v.nonEmpty(), v.maxLength(URL_MAX)),
  /** Exactly our own address: one string, or an array of only it. */
  aud: v.union([v.string(), v.pipe(v.array(v.string()), v.length(1))]),
  /** The host's own immutable id of this person; it never leaves the server. */
  sub: v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)),
  /** Seconds since 1970, as `exp` and `nbf`. */
  iat: Seconds,
  exp: Seconds,
  nbf: v.optional(Seconds),
  /** A real name: not empty, not an address, not "anonymous". */
  name: line(NAME_MAX),
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(320))),
  /** URL of a picture. */
  picture: v.optional(v.pipe(v.string(), v.url(), v.maxLength(URL_MAX))),
  /** Mapped by the issuer's allow-list; never trusted as they come. */
  roles: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(256))), v.maxLength(100)), []),
  locale: v.optional(v.pipe(v.string(), v.maxLength(35))),
})
export type AssertionClaims = v.InferOutput<typeof AssertionClaims>
