import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { allows, deciding, policies } from './csp.ts'

const page = new URL('https://intranet.example.nl/page')
const script = new URL('https://community.example.nl/vlinder/sdk/v1/vlinder.js')
const may = (source: string, url = script, from = page) => allows(source.split(' '), { url, page: from })

test('a source allows what a browser lets it allow', () => {
  for (const source of [
    'https://community.example.nl',
    'community.example.nl',
    'http://community.example.nl',
    'https://*.example.nl',
    'https://community.example.nl:443',
    'https://community.example.nl:*',
    'https://community.example.nl/vlinder/',
    'https://community.example.nl/vlinder/sdk/v1/vlinder.js',
    'HTTPS://COMMUNITY.EXAMPLE.NL',
    'https:',
    'http:',
    '*',
    "'none' https:",
  ])
    assert.ok(may(source), source)
})

test('a source does not allow what a browser blocks', () => {
  for (const source of [
    "'none'",
    "'self'",
    "'unsafe-inline'",
    'https://example.nl',
    'https://*.community.example.nl',
    'https://community.example.nl:8443',
    'https://community.example.nl/vlinder',
    'https://community.example.nl/other/',
    'wss://community.example.nl',
    'data:',
    'https://community.example.nl.evil.example',
  ])
    assert.ok(!may(source), source)
})

test("'self' and sources without a scheme follow the page, up to https and never down", () => {
  const plain = new URL('http://intranet.example.nl/')
  assert.ok(may("'self'", new URL('https://intranet.example.nl/a'), plain))
  assert.ok(!may("'self'", plain, page))
  assert.ok(may('community.example.nl', script, plain))
  assert.ok(!may('community.example.nl', new URL('http://community.example.nl/'), page))
})

test("a nonce allows its own script, and with 'strict-dynamic' nothing else does", () => {
  const asked = { url: script, page, script: true }
  assert.ok(allows(["'nonce-a'"], { ...asked, nonce: 'a' }))
  assert.ok(!allows(["'nonce-a'"], { ...asked, nonce: 'b' }))
  assert.ok(!allows(["'strict-dynamic'", 'https:'], asked))
  assert.ok(allows(["'strict-dynamic'", "'nonce-a'"], { ...asked, nonce: 'a' }))
})

test('several policies in one header all count, and the nearest directive decides', () => {
  const [first, second, ...others] = policies("default-src 'self'; img-src *, script-src https:")
  assert.deepEqual(others, [])
  assert.deepEqual(deciding(first!, ['img-src', 'default-src']), ['img-src', ['*']])
  assert.deepEqual(deciding(first!, ['connect-src', 'default-src']), ['default-src', ["'self'"]])
  assert.equal(deciding(second!, ['img-src', 'default-src']), undefined)
  assert.deepEqual(policies(null), [])
})

test('whatever a policy says, adding the exact origin lets it in', () => {
  const source = fc.oneof(
    fc.string(),
    fc.constantFrom("'self'", "'none'", '*', 'https:', '*.example.nl', 'a/b', '[::1]:*'),
  )
  fc.assert(
    fc.property(fc.array(source), fc.webUrl(), (sources, address) => {
      const url = new URL(address)
      assert.ok(allows([...sources, url.origin], { url, page }))
    }),
  )
})
