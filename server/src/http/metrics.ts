/**
 * What whoever runs the server may watch: how many requests by route and how they ended, how long they took, what was
 * limited, and what the process and its database use. In Prometheus' text format. Routes are patterns: nothing here says
 * which community, member, address, story or word was asked for.
 */
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Config } from '../config.ts'
import { bearerKeyCheck } from '../identity/bearer-key.ts'
import { challenge } from '../identity/refusals.ts'
import { databaseBytes } from '../storage/size.ts'
import type { Storage } from '../storage/storage.ts'
import type { OnLimited } from './limits.ts'
import { ProblemError, problemResponse } from './problem.ts'

/** From a read out of kept bytes to a request that nobody waits for any more, in seconds. */
const DURATIONS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function createMetrics(storage: Storage, { metricsKey }: Pick<Config, 'metricsKey'>) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'vlinder_http_request_duration_seconds',
    help: 'Requests, by the pattern of their route and their status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATIONS_S,
    registers,
  })
  const refusals = new Counter({
    name: 'vlinder_limited_total',
    help: 'Refusals because a limit was reached, by what was limited and for whom',
    labelNames: ['kind', 'by'] as const,
    registers,
  })
  new Gauge({
    name: 'vlinder_database_bytes',
    help: 'Size of the database',
    registers,
    async collect() {
      this.set(await databaseBytes(storage).catch(() => Number.NaN))
    },
  })
  const isKey = bearerKeyCheck(metricsKey)

  return {
    /** Around everything else, so that nothing ends uncounted. */
    counted: createMiddleware(async function counted(c, next) {
      const stop = durations.startTimer()
      await next()
      stop({ method: c.req.method, route: pattern(c), status: c.res.status })
    }),

    limited: ((kind, by) => refusals.inc({ kind, by })) satisfies OnLimited,

    /** `/metrics`, for whoever has the key if there is one. */
    app: new Hono()
      .notFound(() => problemResponse(new ProblemError('not-found')))
      .get('/metrics', async function metrics(c) {
        const authorization = c.req.header('authorization')
        if (metricsKey !== undefined && !isKey(authorization?.replace(/^Bearer +/i, '') ?? ''))
          return problemResponse(refusal(authorization))
        return c.body(await registry.metrics(), 200, {
          'content-type': registry.contentType,
          'cache-control': 'no-store',
        })
      }),
  }
}

/** Of the route that is at home here, or of the widest middleware where none is. */
function pattern(c: Context): string {
  const routes = matchedRoutes(c)
  return (routes.findLast(({ method }) => method !== 'ALL') ?? routes[0])?.path ?? ''
}

export type Metrics = ReturnType<typeof createMetrics>

const refusal = (authorization: string | undefined) =>
  authorization === undefined
    ? new ProblemError('token-missing', 'Send Authorization: Bearer <METRICS_KEY>.', { headers: challenge() })
    : new ProblemError('token-invalid', 'This is not METRICS_KEY.', { headers: challenge('invalid_token') })
