import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problem } from '@vlinder/contract'
import { problemType } from '@vlinder/contract'
import { Hono } from 'hono'
import { pino } from 'pino'
import { sendProblem } from './failure.ts'

test('what we did not expect is told to nobody, and found in the log by its instance', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  const app = new Hono().get('/broken', () => {
    throw new Error('the secret cause')
  })
  app.onError(sendProblem(log))
  const response = await app.request('/broken')
  const problem = (await response.json()) as Problem
  assert.equal(response.status, 500)
  assert.equal(problem.type, problemType('internal'))
  assert.doesNotMatch(JSON.stringify(problem), /secret/)
  const logged = JSON.parse(lines[0]!)
  assert.equal(logged.instance, problem.instance)
  assert.match(logged.err.message, /the secret cause/)
})
