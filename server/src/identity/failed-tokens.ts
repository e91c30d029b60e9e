/**
 * Tokens that do not hold are refused with a 401 that says why, however many there are: a 429 would hide the reason from
 * who must mend it. What is limited is their cost. After too many from one address in the name of one issuer, tokens that
 * were not seen to hold before are refused unchecked until the window ends; whoever is inside already goes on.
 */
import type { Context } from 'hono'
import type { Limiting } from '../http/limits.ts'
import { ProblemError } from '../http/problem.ts'
import { challenge } from './refusals.ts'

/** Runs `verify` unless it was in vain too often, for this client and `source`. @throws ProblemError `token-invalid` */
export async function worthChecking<Claims>(
  c: Context,
  { failures }: Pick<Limiting, 'failures'>,
  source: string,
  verify: () => Promise<Claims>,
): Promise<Claims> {
  const wait = await failures.wait(c, source)
  if (wait) throw unchecked(wait)
  try {
    return await verify()
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) await failures.add(c, source)
    throw error
  }
}

const unchecked = (wait: number) =>
  new ProblemError(
    'token-invalid',
    `Too many tokens from this address did not hold; this one was not checked. Try again in ${wait} s.`,
    { headers: { ...challenge('invalid_token'), 'retry-after': String(wait) } },
  )
