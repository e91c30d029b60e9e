import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'

/** Names of findings, as the code writes them; what else has a hyphen (headers, tags, attributes) begins otherwise. */
const NAME =
  /'((?:script|other|tag|attribute|setting|insecure|prototype|mixed|server|origin|proxy|get|token)-[a-z-]+|offline)'/g

test('every finding of the doctor is explained in docs/doctor.md', () => {
  const folder = new URL('../src/doctor/', import.meta.url)
  const docs = readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8')
  const code = readdirSync(folder)
    .filter((file) => /(page|server|token|examine|violations)\.ts$/.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n')
  const others = ['token-url', 'token-missing']
  const names = new Set(
    [...code.matchAll(NAME)].map(([, name]) => name!).filter((name) => !others.includes(name)),
  )
  assert.ok(names.size > 30, [...names].join(' '))
  for (const name of [...names, 'csp-connect-src', 'csp-img-src', 'csp-script-src'])
    assert.ok(docs.includes(`| \`${name}\` |`), `${name} is not explained`)
})
