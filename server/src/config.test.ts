import assert from 'node:assert/strict'
import test from 'node:test'
import { readConfig, VARIABLES } from './config.ts'
import { DEFAULT_LIMITS } from './http/limit-rates.ts'
import { StartError } from './start-error.ts'

/** Without what decides about addresses, which has tests of its own. */
const plain = (env: NodeJS.ProcessEnv) => {
  const { allowedAddresses: _, ...config } = readConfig(env)
  return config
}

test('without any setting, the server is for this machine alone', () => {
  assert.deepEqual(plain({}), {
    port: 4600,
    host: '127.0.0.1',
    databaseUrl: 'data/vlinder.db',
    limits: DEFAULT_LIMITS,
    publicUrl: 'http://localhost:4600',
    logLevel: 'info',
  })
})

test('a setting that is empty is as good as none', () => {
  const empty = Object.fromEntries(VARIABLES.map(([name]) => [name, '']))
  assert.deepEqual(plain(empty), plain({}))
})

test('the public address follows the port, unless it is set, and loses its slash', () => {
  assert.equal(readConfig({ PORT: '8080' }).publicUrl, 'http://localhost:8080')
  for (const [text, url] of [
    ['https://community.example.nl/', 'https://community.example.nl'],
    ['https://example.nl/vlinder//', 'https://example.nl/vlinder'],
    ['HTTPS://Example.NL:443', 'https://example.nl'],
  ] as const)
    assert.equal(readConfig({ PORT: '8080', PUBLIC_URL: text }).publicUrl, url)
})

test('a setting that cannot be used is refused by its name', () => {
  const wrong: Record<string, string[]> = {
    PORT: ['a', '0', '-1', '65536', '80.5', '1e', ' '],
    PUBLIC_URL: [
      'example.nl',
      '/',
      'ftp://example.nl',
      'https://example.nl/?a=b',
      'https://example.nl/#a',
      'https://a:b@example.nl',
    ],
    OPERATOR_KEY: ['0', 'f'.repeat(63), 'a b'.repeat(40), '\n', 'é'.repeat(64)],
    LOG_LEVEL: ['loud', 'INFO', 'constructor'],
    METRICS_KEY: ['short', 'a'.repeat(31), `${'a'.repeat(64)}!`],
    METRICS_PORT: ['0', '70000', 'http', '4600', 'localhost:9464', '127.0.0.1:', ':9464'],
    LIMITS: ['on', 'Off', '/nowhere/limits.json', '/'],
    TRUST_PROXY: ['yes', '0', '11', 'proxy.example.nl'],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) => error instanceof StartError && error.message.startsWith(`${name} must be `),
        `${name}=${value}`,
      )
    }
  }
})

test('limits can be turned off', () => {
  assert.equal(readConfig({ LIMITS: 'off' }).limits, undefined)
})

test('no proxy is trusted until one is named', () => {
  assert.equal(readConfig({}).trustedProxy, undefined)
  assert.equal(readConfig({ TRUST_PROXY: 'none' }).trustedProxy?.('10.0.0.1', 0), false)
  assert.equal(readConfig({ TRUST_PROXY: '10.0.0.0/8' }).trustedProxy?.('10.0.0.1', 0), true)
})

test('metrics are served on this machine alone, unless another address stands before the port', () => {
  for (const [text, at] of [
    ['9464', { host: '127.0.0.1', port: 9464 }],
    ['10.0.0.5:9464', { host: '10.0.0.5', port: 9464 }],
    ['[::]:9464', { host: '::', port: 9464 }],
  ] as const)
    assert.deepEqual(readConfig({ METRICS_PORT: text }).metricsAt, at)
})
