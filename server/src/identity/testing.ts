/** For tests: tokens that no honest library would make, and what the server says to them. */
import { type KeyObject, sign as signBytes } from 'node:crypto'
import { type Problem, problemName } from '@vlinder/contract'
import { AUDIENCE, ISSUER } from '../testing.ts'

export const now = () => Math.floor(Date.now() / 1000)

export const base64url = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** What a good assertion about `sub` holds. */
export const goodClaims = (sub = 'm-1') => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub,
  iat: now(),
  exp: now() + 300,
  name: 'Marieke Aalbers',
})

/** A compact JWS over any header and payload, signed with EdDSA unless `signature` says otherwise. */
export function forged(
  header: unknown,
  payload: unknown,
  key: KeyObject,
  signature = (data: Buffer) => signBytes(null, data, key),
): string {
  const signed = `${base64url(header)}.${base64url(payload)}`
  return `${signed}.${signature(Buffer.from(signed)).toString('base64url')}`
}

interface Answers {
  request(path: string, init: RequestInit): Response | Promise<Response>
}

/** Who am I, says this token: the status, and the problem's name and sentence. */
export async function meWith(app: Answers, token: string, community = 'zorg') {
  const res = await app.request(`/api/v1/communities/${community}/me`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const body = await res.json()
  const problem = body as Problem
  return {
    status: res.status,
    problem: res.ok ? undefined : problemName(problem.type),
    detail: problem.detail ?? '',
    headers: res.headers,
    item: (body as { item?: { id: string; name: string; role: string } }).item,
  }
}
