/** Signing in through a provider (OpenID Connect), for pages whose host has no backend that signs assertions. */
import * as v from 'valibot'
import { someText } from './text.ts'

/** 256 random bits, or their SHA-256, in base64url. */
const Bits256 = v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'must be 256 bits in base64url'))

export const NewSignIn = v.pipe(
  v.strictObject({
    /** SHA-256 of the widget's verifier, in base64url. */
    challenge: Bits256,
  }),
  v.metadata({ ref: 'NewSignIn' }),
)
export type NewSignIn = v.InferOutput<typeof NewSignIn>

export const SignInStarted = v.pipe(
  v.object({
    /** Names this sign-in; worth nothing without the verifier. */
    handle: v.string(),
    /** What the popup opens. */
    url: v.string(),
    /** Seconds until it is over. */
    expiresIn: v.number(),
    /** Seconds between two questions how it stands. */
    interval: v.number(),
  }),
  v.metadata({ ref: 'SignInStarted' }),
)
export type SignInStarted = v.InferOutput<typeof SignInStarted>

export const SignInClaim = v.pipe(
  v.strictObject({
    handle: Bits256,
    verifier: Bits256,
    /** What the popup brought back to the page; without it one only hears whether it went wrong. */
    code: v.optional(Bits256),
  }),
  v.metadata({ ref: 'SignInClaim' }),
)
export type SignInClaim = v.InferOutput<typeof SignInClaim>

export const SignInWaiting = v.pipe(
  v.object({ status: v.literal('waiting') }),
  v.metadata({ ref: 'SignInWaiting' }),
)

export const SignedIn = v.pipe(
  v.object({
    /** An assertion, like any other. */
    token: v.string(),
    /** Good for one next token; the answer brings another. */
    refresh: v.string(),
    /** Seconds until one must sign in anew. */
    endsIn: v.number(),
  }),
  v.metadata({ ref: 'SignedIn' }),
)
export type SignedIn = v.InferOutput<typeof SignedIn>

export const SignInRefresh = v.pipe(
  v.strictObject({ refresh: someText(200) }),
  v.metadata({ ref: 'SignInRefresh' }),
)
export type SignInRefresh = v.InferOutput<typeof SignInRefresh>
