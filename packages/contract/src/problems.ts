/**
 * Every kind of problem that the server answers with (RFC 9457), as plain constants: the browser chooses its
 * words by them. `type` on the wire is `urn:vlinder:problem:<name>`; `docs/problems.md` explains each.
 */
export const PROBLEMS = {
  'bad-request': [400, 'The request could not be read'],
  invalid: [400, 'Something in the request is not as it should be'],
  'stale-cursor': [400, 'This place in the list is no longer known'],
  'idempotency-key-missing': [400, 'A request that creates something needs an Idempotency-Key'],
  'token-missing': [401, 'Who is asking? No token was sent'],
  'token-invalid': [401, 'The token cannot be trusted'],
  'token-expired': [401, 'The token has expired'],
  'sign-in-expired': [401, 'This sign-in is over'],
  'sign-in-denied': [403, 'The sign-in was not allowed'],
  'name-missing': [403, 'There is no anonymity here: the token must hold a real name'],
  'member-inactive': [403, 'This member is no longer active'],
  'not-admitted': [403, 'This person is not a member of the community'],
  'photo-required': [403, 'This community asks for a photo before somebody posts'],
  forbidden: [403, 'This is not yours to do'],
  'not-found': [404, 'There is nothing here'],
  hidden: [404, 'This is kept from readers until a facilitator has looked at it'],
  'sign-in-unknown': [404, 'Nobody can sign in here'],
  'community-unknown': [404, 'There is no such community'],
  'method-not-allowed': [405, 'This cannot be done here'],
  conflict: [409, 'Somebody or something was there before'],
  closed: [409, 'This is closed: nothing is added to it'],
  'too-large': [413, 'This is more than can be taken at once'],
  'media-type': [415, 'This kind of content cannot be read here'],
  'idempotency-key-reused': [422, 'This Idempotency-Key was used for something else'],
  'rate-limited': [429, 'Too many requests'],
  internal: [500, 'Something went wrong here'],
  'sign-in-failed': [502, 'The sign-in went wrong at the provider'],
  unavailable: [503, 'Not ready, try again soon'],
  'storage-full': [507, 'There is no room left to save this'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemName = keyof typeof PROBLEMS

/** What stands before the name in a problem's `type`. */
export const PROBLEM_PREFIX = 'urn:vlinder:problem:'

/** The `type` of a problem by its name. */
export const problemType = (name: ProblemName): string => PROBLEM_PREFIX + name

/**
 * The name of a problem by its `type`; undefined for a type that is not ours. A newer server may name one that this
 * version does not list: have other words ready.
 */
export const problemName = (type: unknown): ProblemName | undefined =>
  typeof type === 'string' && type.startsWith(PROBLEM_PREFIX)
    ? (type.slice(PROBLEM_PREFIX.length) as ProblemName)
    : undefined
