/** The API as it is documented, held against the API as it is. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Problem } from '@vlinder/contract'
import { Hono } from 'hono'
import { createApp } from '../app.ts'
import { createLog } from '../serve.ts'
import { AUDIENCE, community } from '../testing.ts'

interface Operation {
  summary?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>
  security?: object[]
}

interface Specification {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
  security: object[]
}

async function documented() {
  const { app } = await community()
  const specification = (await (await app.request('/openapi.json')).json()) as Specification
  const operations = Object.entries(specification.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      ...operation,
    })),
  )
  return { app, specification, operations }
}

/** What is served besides the API: files, and this documentation. */
const NO_API = [
  '/sdk/v1/*',
  '/openapi.json',
  '/reference',
  '/reference.css',
  '/signin/page.css',
  '/signin/page.js',
  '/signin/:community/start',
  '/signin/:community/callback',
]

const asDocumented = (path: string) => path.replace(/:(\w+)(\{[^/]*\})?/g, '{$1}')

test('every route is documented, and every documented route is there', async () => {
  const { app, operations } = await documented()
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !NO_API.includes(path))
    .map(({ method, path }) => `${method} ${asDocumented(path)}`)
  const described = operations.map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(described.sort(), [...new Set(routes)].sort())
})

test('what a host page adds to the server is not documented as ours', async () => {
  const { storage } = await community()
  const more = new Hono().get('/', (c) => c.text('')).get('/demo/:file', (c) => c.text(''))
  const app = createApp({ storage, config: { publicUrl: AUDIENCE }, log: createLog('silent'), more })
  const { paths } = (await (await app.request('/openapi.json')).json()) as Specification
  assert.deepEqual(
    Object.keys(paths).filter((path) => path === '/' || path.startsWith('/demo')),
    [],
  )
})

test('every reference in the document leads to a shape with a name, and every shape is used', async () => {
  const { specification } = await documented()
  const references = [...JSON.stringify(specification).matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to!)
  assert.ok(references.length > 20)
  const names = Object.keys(specification.components.schemas)
  assert.deepEqual(
    [...new Set(references)].sort(),
    names.map((name) => `#/components/schemas/${name}`).sort(),
  )
  for (const name of names) assert.match(name, /^[A-Z][A-Za-z]+$/)
  assert.ok(!JSON.stringify(specification).includes('$defs'))
})

test('every route says what it answers, and that a refusal is a problem', async () => {
  const { operations } = await documented()
  for (const { method, path, summary, responses } of operations) {
    const where = `${method} ${path}`
    assert.ok(summary, where)
    const [status = '', answer] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
    assert.ok(answer, where)
    assert.equal(status === '204', answer.content === undefined, where)
    if (path.startsWith('/media')) continue
    assert.deepEqual(
      responses.default?.content?.['application/problem+json']?.schema,
      { $ref: '#/components/schemas/Problem' },
      where,
    )
  }
})

test('every body that a route reads is documented, and no other', async () => {
  const { operations } = await documented()
  for (const { method, path, requestBody } of operations) {
    const where = `${method} ${path}`
    const photo = /\/(me\/photo|attachments)$/.test(path)
    const put =
      method === 'PUT' &&
      (photo ||
        /\/(drafts\/\{key\}|patterns\/\{id\}|featured|status|previews\/\{id\}\/(story|peers|answer)|questions\/\{id\}\/(reply|follow-up|merged)|answers\/\{id\}\/tried)$/.test(
          path,
        ))
    const reads = method === 'POST' || method === 'PATCH' || put
    assert.equal(requestBody !== undefined, reads, where)
    if (!requestBody) continue
    assert.equal(requestBody.required, true, where)
    const types = Object.keys(requestBody.content)
    if (photo) assert.ok(types.includes('image/jpeg') && !types.includes('image/svg+xml'), where)
    else {
      assert.deepEqual(types, ['application/json'], where)
      assert.ok(requestBody.content['application/json']?.schema, where)
    }
  }
})

test('an Idempotency-Key is documented wherever one is asked for, and nowhere else', async () => {
  const { operations } = await documented()
  const { as } = await community()
  for (const { method, path, parameters = [] } of operations) {
    if (method !== 'POST') continue
    const below = path.replace('/api/v1/communities/{community}/', '').replace(/\{\w+\}/g, 'x')
    const res = await as('m-1')(below, { method, body: {}, headers: { 'idempotency-key': 'not usable' } })
    const { errors = [] } = (await res.json()) as Problem
    const asked = errors[0]?.path === 'header.idempotency-key'
    const described = parameters.filter(({ name }) => name === 'Idempotency-Key')
    assert.deepEqual(
      described.map((parameter) => [parameter.in, parameter.required]),
      asked ? [['header', true]] : [],
      path,
    )
  }
})

test('a bearer assertion is documented for everything that asks for one, and for nothing else', async () => {
  const { app, specification, operations } = await documented()
  assert.deepEqual(specification.components.securitySchemes, {
    assertion: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  })
  for (const { method, path, security = specification.security } of operations) {
    const address = path.replace('{community}', 'zorg').replace('{file}', `${'0'.repeat(32)}.webp`)
    const { status } = await app.request(address, { method })
    assert.deepEqual(security, status === 401 ? [{ assertion: [] }] : [], `${method} ${path}`)
  }
})

test('every parameter of an address is documented', async () => {
  const { operations } = await documented()
  for (const { method, path, parameters = [] } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    assert.deepEqual(inPath.map(({ name }) => name).sort(), named.sort(), `${method} ${path}`)
    assert.ok(inPath.every(({ required }) => required))
  }
})

test('the reference page shows every route and shape without a script, or anything from elsewhere', async () => {
  const { app, specification, operations } = await documented()
  const res = await app.request('/reference')
  assert.match(res.headers.get('content-type') ?? '', /^text\/html/)
  assert.match(res.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'self';/)
  const page = await res.text()
  assert.doesNotMatch(page, /<script|<style|style=|\son\w+=|https?:\/\//i)
  for (const { method, path } of operations)
    assert.ok(page.includes(`<b>${method}</b> <code>${path}</code>`), path)
  for (const name of Object.keys(specification.components.schemas))
    assert.ok(page.includes(`<details id="${name}">`), name)
  for (const [, file = ''] of page.matchAll(/(?:href|src)="([^#"][^"]*)"/g))
    assert.equal((await app.request(`/${file}`)).status, 200, file)
})
