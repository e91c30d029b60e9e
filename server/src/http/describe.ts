/** What a route answers, for /openapi.json. */
import { Problem } from '@vlinder/contract'
import { type DescribeRouteOptions, describeRoute, resolver } from 'hono-openapi'
import type { GenericSchema } from 'valibot'

const problem = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: resolver(Problem) } },
}

/** `describe('One story', 200, StoryOne)`; without a schema the answer is empty. `more` is what cannot be read off the route. */
export const describe = (
  summary: string,
  status = 200,
  schema?: GenericSchema,
  more: DescribeRouteOptions = {},
) =>
  describeRoute({
    summary,
    responses: {
      [status]: {
        description: summary,
        ...(schema && { content: { 'application/json': { schema: resolver(schema) } } }),
      },
      default: problem,
    },
    ...more,
  })

/** For `more`: a route that asks for no assertion. */
export const tokenless = { security: [] } satisfies DescribeRouteOptions
