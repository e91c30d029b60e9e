/** However many refusals there are, the audit log grows by few lines, and says how many there were. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { refusalBound } from './refusal-bound.ts'

const refusal = (address: string) => ({
  role: 'nobody' as const,
  action: 'sign-in',
  type: 'issuer',
  object: 'https://intranet.example.nl',
  address,
  result: 'token-invalid',
})

test('of refusals that are alike the 1st, 10th and 100th within a minute are written, and the 1st of the next minute', () => {
  let now = 0
  const bound = refusalBound(() => now)
  const times = () => Array.from({ length: 250 }, () => bound('zorg', refusal('192.0.2.7'))?.times ?? [])
  assert.deepEqual(times().flat(), [1, 10, 100])
  now = 59_999
  assert.deepEqual(times().flat(), [])
  now = 60_000
  assert.deepEqual(times().flat(), [1, 10, 100])
})

test('refusals from ever other addresses are counted together after the hundredth, in each community apart', () => {
  const bound = refusalBound(() => 0)
  const told = Array.from({ length: 1200 }, (_, i) => bound('zorg', refusal(`192.0.2.${i}`)) ?? []).flat()
  assert.deepEqual(
    told.slice(100).map(({ action, object, times }) => [action, object, times]),
    [1, 10, 100, 1000].map((times) => ['others', 'zorg', times]),
  )
  assert.equal(told[99]?.address, '192.0.2.99')
  assert.equal(bound('elders', refusal('192.0.2.1'))?.times, 1)
})
