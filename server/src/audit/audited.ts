/**
 * Middleware that writes the audit log. What was written is told in the transaction that wrote it; what was refused, once
 * the refusal is made. Reads are not told, but for those that only some may do.
 */
import { Id, problemName } from '@vlinder/contract'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'
import { is } from 'valibot'
import type { Asking } from '../http/asking.ts'
import { clientAddress, type TrustedProxy } from '../http/client-address.ts'
import { ProblemError } from '../http/problem.ts'
import type { Storage } from '../storage/storage.ts'
import { append, type Entry } from './append.ts'
import { refusalBound } from './refusal-bound.ts'

const READING = new Set(['GET', 'HEAD'])

/** Puts a line to whatever is written from here on. Comes after it is known who asks. */
export const auditWrites = createMiddleware<Asking>(async function auditWrites(c, next) {
  const { storage, member } = c.var
  c.set('member', { ...member, heard: (action) => c.set('action', action) })
  if (!READING.has(c.req.method)) c.set('storage', telling(c, storage))
  await next()
})

/** A storage whose every transaction ends with a line of the audit log. */
const telling = (c: Context<Asking>, storage: Storage): Storage => ({
  ...storage,
  transaction: (work) =>
    storage.transaction(async (db) => {
      const done = await work(db)
      await append(db, c.var.community.id, asked(c, made(done)))
      return done
    }),
})

/** What the request does, as it was asked of `can()`; `object` is what it made, if it made something. */
export function asked(c: Context<Asking>, object?: string): Entry {
  const { action, address, member } = c.var
  // Nothing is written that nobody decided about.
  if (!action) throw new Error(`${c.req.method} ${c.req.path} did not ask can()`)
  const type = action.split(':')[0]!
  const named =
    c.req.method === 'POST' ? object : (c.req.param('id') ?? (type === 'member' ? member.id : undefined))
  // A picture's id is its address: who may read the log need not see it before a story shows it.
  const told = type !== 'attachment' && is(Id, named)
  return {
    role: member.role,
    actor: member.id || undefined,
    action,
    type,
    // An address can hold anything; only what can be an id is written.
    object: told ? named : undefined,
    address,
  }
}

const made = (done: unknown): string | undefined => (done as { item?: { id?: string } } | undefined)?.item?.id

/** Notes where a request came from, and puts a line to those that are refused for who asks. Comes before that is known. */
export function auditRefusals(log: Logger, trustedProxy?: TrustedProxy) {
  const bound = refusalBound()
  return createMiddleware<Asking>(async function auditRefusals(c, next) {
    c.set('address', clientAddress(c, trustedProxy))
    // As it is before every write to it is told.
    const { storage, community } = c.var
    await next()
    const entry = refused(c)
    if (!entry) return
    const told = bound(community.id, entry)
    if (!told) return
    try {
      await storage.transaction((db) => append(db, community.id, told))
    } catch (err) {
      // The refusal stands all the same.
      log.error({ err }, 'audit log not written')
    }
  })
}

/** The line for a refusal; none where neither a member nor an issuer of this community is concerned. */
function refused(c: Context<Asking>): Entry | undefined {
  if (!(c.error instanceof ProblemError) || ![401, 403].includes(c.error.problem.status)) return undefined
  const { member, issuer, action, address } = c.var
  const result = problemName(c.error.problem.type)
  if (member) return action && { ...asked(c), result }
  const leaver = c.error.member
  const enters = { action: 'sign-in', address, result }
  if (leaver) return { ...enters, role: 'member', actor: leaver, type: 'member', object: leaver }
  return issuer === undefined ? undefined : { ...enters, role: 'nobody', type: 'issuer', object: issuer }
}
