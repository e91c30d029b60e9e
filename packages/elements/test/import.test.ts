import assert from 'node:assert/strict'
import test from 'node:test'

test('the package can be imported where there is no browser, as a server render does', async () => {
  const elements = await import('../src/index.ts')
  assert.equal(typeof elements.StoryFeed, 'function')
})
