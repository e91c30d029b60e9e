/** The one error that the client throws. `kind` says what a page can do about it; `message` is for developers. */
import type { Problem } from '@vlinder/contract'
import type { ProblemName } from '@vlinder/contract/problems'

/**
 * - `problem`: the server refused, and `problem` says why (RFC 9457)
 * - `offline`: this device has no network
 * - `unreachable`: the device has a network, but no Vlinder server answered
 * - `timeout`: nothing came within the time-out
 * - `signed-out`: nobody is signed in at the host, or the server trusts no token of theirs
 * - `aborted`: the caller's own signal
 * - `misconfigured`: a developer must change something; `message` says what
 */
export type ClientErrorKind =
  | 'problem'
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'signed-out'
  | 'aborted'
  | 'misconfigured'

/** What more is known about a failure. */
export interface Failure {
  status?: number | undefined
  problem?: Problem | undefined
  problemName?: ProblemName | undefined
  retryAfter?: number | undefined
}

export class ClientError extends Error {
  declare readonly kind: ClientErrorKind
  /** HTTP status of the answer, if there was one. */
  declare readonly status?: number | undefined
  /** What the server said, if it said so in problem details. */
  declare readonly problem?: Problem | undefined
  /** Which problem it is. A newer server may name one that is not in the type: have other words ready. */
  declare readonly problemName?: ProblemName | undefined
  /** Seconds to wait before trying again, if the server said so. */
  declare readonly retryAfter?: number | undefined

  constructor(kind: ClientErrorKind, message: string, failure: Failure = {}) {
    super(message)
    Object.assign(this, failure, { name: 'ClientError', kind })
  }
}
