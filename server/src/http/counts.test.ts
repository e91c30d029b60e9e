import assert from 'node:assert/strict'
import test from 'node:test'
import { countInMemory } from './counts.ts'

test('one key more than are remembered puts out the one that was silent longest', async () => {
  const count = countInMemory({ requests: 1, seconds: 3_600 })
  for (const key of ['busy', 'silent']) assert.equal(await count.take(key), 0)
  for (const key of ['silent', 'busy', 'silent', 'busy']) await count.take(key)
  for (let i = 0; i < 19_999; i++) await count.take(`other-${i}`)
  assert.notEqual(await count.wait('busy'), 0)
  assert.equal(await count.wait('silent'), 0)
})

test('asking how long to wait counts nothing', async () => {
  const count = countInMemory({ requests: 1, seconds: 3_600 })
  for (let i = 0; i < 3; i++) assert.equal(await count.wait('a'), 0)
  assert.equal(await count.take('a'), 0)
  assert.ok((await count.wait('a')) > 3_500)
})
