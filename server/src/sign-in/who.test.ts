/** From what a provider says about somebody to what our own assertion says. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { AssertionClaims } from '@vlinder/contract'
import fc from 'fast-check'
import * as v from 'valibot'
import { ProblemError } from '../http/problem.ts'
import { whoSignedIn } from './who.ts'

const TENANT = 'aaaaaaaa-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const GENERIC = { provider: 'https://login.example.nl/realms/zorg', tenants: [] }
const ENTRA = { provider: `https://login.microsoftonline.com/${TENANT}/v2.0`, tenants: [TENANT] }
const ALL = { roles: {}, admit: 'all' }
const noor = { sub: 'p-1', name: 'Noor Jansen' }

const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.type.split(':').at(-1)
    throw error
  }
  return undefined
}

test('a provider without tenants is believed on sub, name, e-mail and picture, and on nothing else', () => {
  const claims = {
    ...noor,
    email: 'noor@example.nl',
    picture: 'https://example.nl/p.png',
    tid: OTHER,
    oid: 'o',
    admin: true,
  }
  assert.deepEqual(whoSignedIn(GENERIC, ALL, claims), {
    sub: 'p-1',
    name: 'Noor Jansen',
    email: 'noor@example.nl',
    picture: 'https://example.nl/p.png',
    roles: [],
  })
})

test('in Entra ID somebody is known by oid, and only in the tenants that may come in', () => {
  const claims = { ...noor, tid: TENANT, oid: 'o-1' }
  assert.equal(whoSignedIn(ENTRA, ALL, claims).sub, 'o-1')
  for (const tid of [OTHER, undefined, '', [TENANT], TENANT.toUpperCase()])
    assert.equal(
      refusal(() => whoSignedIn(ENTRA, ALL, { ...claims, tid })),
      'not-admitted',
    )
  for (const oid of [undefined, '', 7])
    assert.equal(
      refusal(() => whoSignedIn(ENTRA, ALL, { ...claims, oid })),
      'sign-in-failed',
    )
})

test('of several tenants, each has its own people, whatever their oid', () => {
  const several = {
    provider: 'https://login.microsoftonline.com/organizations/v2.0',
    tenants: [TENANT, OTHER],
  }
  const subjects = [TENANT, OTHER].map((tid) => whoSignedIn(several, ALL, { ...noor, tid, oid: 'o-1' }).sub)
  assert.deepEqual(subjects, [`${TENANT}/o-1`, `${OTHER}/o-1`])
})

test('nobody comes in without a real name', () => {
  for (const name of [undefined, '', 'noor@example.nl', 'anonymous', 7])
    assert.equal(
      refusal(() => whoSignedIn(GENERIC, ALL, { ...noor, name })),
      'name-missing',
    )
})

test('an e-mail address or picture that cannot be used is left out', () => {
  const bad = { email: 'nobody', picture: 'no address' }
  assert.deepEqual(Object.keys(whoSignedIn(GENERIC, ALL, { ...noor, ...bad })), ['sub', 'name', 'roles'])
  assert.equal(
    whoSignedIn(GENERIC, ALL, { ...noor, email: 'a@b.nl', email_verified: false }).email,
    undefined,
  )
})

test('of hundreds of roles and groups, only the one that makes a facilitator is passed on', () => {
  const issuer = { roles: { facilitator: 'team' }, admit: 'all' }
  const many = Array.from({ length: 300 }, (_, i) => `group-${i}`)
  assert.deepEqual(whoSignedIn(GENERIC, issuer, { ...noor, roles: [...many, 'team'] }).roles, ['team'])
  assert.deepEqual(whoSignedIn(GENERIC, issuer, { ...noor, groups: ['team'] }).roles, ['team'])
  assert.deepEqual(whoSignedIn(GENERIC, issuer, { ...noor, roles: many }).roles, [])
  assert.deepEqual(whoSignedIn(GENERIC, ALL, { ...noor, roles: [undefined, 'facilitator'] }).roles, [])
})

test('the claim that admits somebody is passed on when it holds', () => {
  const by = (admit: string) => ({ roles: {}, admit })
  assert.deepEqual(
    whoSignedIn(GENERIC, by('department=care'), { ...noor, department: ['it', 'care'] }).department,
    ['care'],
  )
  assert.equal(
    whoSignedIn(GENERIC, by('department=care'), { ...noor, department: 'it' }).department,
    undefined,
  )
  assert.deepEqual(whoSignedIn(GENERIC, by('roles=nurse'), { ...noor, roles: ['nurse'] }).roles, ['nurse'])
  assert.equal(whoSignedIn(GENERIC, by('sub=x'), { ...noor, sub: 'p-1' }).sub, 'p-1')
})

test('whatever a provider says, it is refused or makes an assertion that can be signed and read', () => {
  const issuer = { roles: { facilitator: 'team' }, admit: 'department=care' }
  const anything = fc.record({
    sub: fc.string({ minLength: 1, maxLength: 255 }),
    name: fc.oneof(
      fc.string(),
      fc.constant('Noor Jansen'),
      fc.string({ minLength: 300, unit: fc.constant('a') }),
    ),
    email: fc.oneof(fc.anything(), fc.emailAddress()),
    picture: fc.oneof(fc.anything(), fc.webUrl()),
    roles: fc.oneof(fc.anything(), fc.array(fc.constantFrom('team', 'x'), { maxLength: 200 })),
    department: fc.anything(),
  })
  fc.assert(
    fc.property(anything, (claims) => {
      const refused = refusal(() => {
        const who = whoSignedIn(GENERIC, issuer, claims)
        const now = 1_700_000_000
        v.parse(AssertionClaims, { ...who, iss: 'i', aud: 'a', iat: now, exp: now + 600 })
        assert.ok(JSON.stringify(who).length < 6000)
      })
      assert.ok(refused === undefined || refused === 'name-missing')
    }),
  )
})
