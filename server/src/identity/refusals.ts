/** How a token is refused, and how we say that we cannot tell. */
import { ProblemError } from '../http/problem.ts'

/** RFC 6750, section 3. */
export const challenge = (error?: string) => ({
  'www-authenticate': error ? `Bearer error="${error}"` : 'Bearer',
})

export const invalid = (detail: string) =>
  new ProblemError('token-invalid', detail, { headers: challenge('invalid_token') })

export const expired = () =>
  new ProblemError('token-expired', 'Fetch a new token.', { headers: challenge('invalid_token') })

/** Not the token's fault: what is needed to check it is not there now. */
export const unavailable = (detail: string, retryAfterS: number) =>
  new ProblemError('unavailable', detail, { headers: { 'retry-after': String(retryAfterS) } })
