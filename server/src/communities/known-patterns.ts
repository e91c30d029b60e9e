/** A story names patterns of its own community only. */
import { ProblemError } from '../http/problem.ts'
import type { CommunityWords } from './queries.ts'

/** @throws ProblemError `invalid`, naming those that are not known; `at` is where the list stands in the body */
export function knownPatterns(community: CommunityWords, patterns: readonly string[], at = 'patterns'): void {
  const known = new Set(community.patterns.map(({ id }) => id))
  const errors = patterns.flatMap((pattern, i) =>
    known.has(pattern) ? [] : [{ path: `body.${at}.${i}`, detail: 'is not a pattern of this community' }],
  )
  if (errors.length > 0) throw new ProblemError('invalid', 'A pattern is not known here.', { errors })
}
