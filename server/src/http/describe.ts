/** What a route answers, for /openapi.json. */
import { Problem } from '@vlinder/contract'
import { describeRoute, resolver } from 'hono-openapi'
import type { GenericSchema } from 'valibot'

const problem = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: resolver(Problem) } },
}

/** `describe('One story', 200, StoryOne)`; without a schema the answer is empty. */
export const describe = (summary: string, status = 200, schema?: GenericSchema) =>
  describeRoute({
    summary,
    responses: {
      [status]: {
        description: summary,
        ...(schema && { content: { 'application/json': { schema: resolver(schema) } } }),
      },
      default: problem,
    },
  })
