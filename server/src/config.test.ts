import assert from 'node:assert/strict'
import test from 'node:test'
import { readConfig, VARIABLES } from './config.ts'
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
