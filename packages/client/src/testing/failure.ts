/** The error of a call that must fail. */
import assert from 'node:assert/strict'
import { ClientError } from '../errors.ts'

export const failure = async (work: Promise<unknown>): Promise<ClientError> => {
  const error = await work.then(
    () => assert.fail('it should have failed'),
    (error) => error,
  )
  assert.ok(error instanceof ClientError, `${error}`)
  return error
}
