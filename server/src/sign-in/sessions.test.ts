/** How long somebody who signed in stays so, and what ends it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Problem, problemName, type SignedIn } from '@vlinder/contract'
import { auditLines } from '../audit/queries.ts'
import { meWith } from '../identity/testing.ts'
import { setActive } from '../members/active.ts'
import { signingIn } from './testing.ts'

async function signedIn(t: Parameters<typeof signingIn>[0], more: string[] = []) {
  const all = await signingIn(t, more)
  const session = (await (await all.through()).json()) as SignedIn
  const refresh = async (secret: string) => {
    const res = await all.post('/refresh', { refresh: secret })
    const body = (await res.json()) as SignedIn & Problem
    return { ...body, status: res.status, problem: res.ok ? undefined : problemName(body.type) }
  }
  return { ...all, session, refresh }
}

test('a session gives the next assertion without a popup, again and again', async (t) => {
  const { app, session, refresh } = await signedIn(t)
  const second = await refresh(session.refresh)
  const third = await refresh(second.refresh)
  assert.deepEqual([second.status, third.status], [200, 200])
  assert.equal((await meWith(app, third.token)).status, 200)
  assert.equal(new Set([session.refresh, second.refresh, third.refresh]).size, 3)
})

test('a secret that comes a second time ends the session, for whoever holds the newer one too', async (t) => {
  const { session, refresh } = await signedIn(t)
  const next = await refresh(session.refresh)
  assert.equal((await refresh(session.refresh)).problem, 'sign-in-expired')
  assert.equal((await refresh(next.refresh)).problem, 'sign-in-expired')
})

test('of several at once with one secret, one at most gets an assertion', async (t) => {
  const { session, refresh } = await signedIn(t)
  const answers = await Promise.all([1, 2, 3].map(() => refresh(session.refresh)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401])
})

test('a leaver gets no next assertion, and neither when they come back', async (t) => {
  const { app, storage, session, refresh } = await signedIn(t)
  const { item } = await meWith(app, session.token)
  await setActive(storage.db, { community: 'zorg', id: item!.id, active: false })
  assert.equal((await refresh(session.refresh)).problem, 'member-inactive')
  await setActive(storage.db, { community: 'zorg', id: item!.id, active: true })
  assert.equal((await refresh(session.refresh)).problem, 'sign-in-expired')
})

test('a session ends after a working day, however often it was renewed', async (t) => {
  const { storage, session, refresh } = await signedIn(t)
  const next = await refresh(session.refresh)
  assert.ok(next.endsIn <= session.endsIn)
  await storage.db.updateTable('signInSession').set({ ends: '2026-01-01T00:00:00.000Z' }).execute()
  assert.equal((await refresh(next.refresh)).problem, 'sign-in-expired')
})

test('sessions end with their provider', async (t) => {
  const { app, session, refresh, command } = await signedIn(t)
  await command('remove', 'zorg')
  assert.equal((await meWith(app, session.token)).problem, 'token-invalid')
  assert.equal((await refresh(session.refresh)).problem, 'sign-in-expired')
})

test('what is stored of a session is not what the page holds', async (t) => {
  const { storage, session } = await signedIn(t)
  const rows = JSON.stringify(await storage.db.selectFrom('signInSession').selectAll().execute())
  assert.ok(!rows.includes(session.refresh.split('.')[1]!))
  assert.ok(!rows.includes(session.token))
})

test('what is over is swept away when the next sign-in begins', async (t) => {
  const { storage, begin } = await signedIn(t)
  await begin()
  const past = '2026-01-01T00:00:00.000Z'
  await storage.db.updateTable('signIn').set({ expires: past }).execute()
  await storage.db.updateTable('signInSession').set({ ends: past }).execute()
  await begin()
  assert.equal((await storage.db.selectFrom('signIn').selectAll().execute()).length, 1)
  assert.equal((await storage.db.selectFrom('signInSession').selectAll().execute()).length, 0)
})

test('a server whose key was lost goes on with another, without being told to trust it', async (t) => {
  const { app, storage, session, refresh } = await signedIn(t)
  await storage.db.updateTable('issuer').set({ keys: '[]' }).where('issuer', 'like', '%/signin/%').execute()
  assert.equal((await meWith(app, session.token)).problem, 'token-invalid')
  assert.equal((await meWith(app, (await refresh(session.refresh)).token)).status, 200)
  const lines = await Array.fromAsync(auditLines(storage.db, 'zorg'))
  assert.equal(lines.filter(({ action }) => action === 'issuer:rotate').length, 1)
})
