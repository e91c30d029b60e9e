/** The whole server as one short list of what is mounted where. */
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { auditRefusals, auditWrites } from './audit/audited.ts'
import { audit } from './audit/routes.ts'
import { type Background, createBackground } from './background.ts'
import { comments } from './comments/routes.ts'
import { communities, inCommunity } from './communities/routes.ts'
import type { Config } from './config.ts'
import { drafts } from './drafts/routes.ts'
import type { Asking } from './http/asking.ts'
import { cachedReads } from './http/cached-reads.ts'
import { cors } from './http/cors.ts'
import { defaultHeaders } from './http/default-headers.ts'
import { sendProblem, unknownRoute } from './http/failure.ts'
import { health } from './http/health.ts'
import { jsonLimit, jsonOnly } from './http/json-only.ts'
import { createLimits } from './http/limits.ts'
import { logged } from './http/logged.ts'
import type { Metrics } from './http/metrics.ts'
import { sdk } from './http/sdk.ts'
import { tokenlessAddress } from './http/tokenless-address.ts'
import { asking } from './identity/asking.ts'
import { createLive, type Live } from './live/live.ts'
import { changes } from './live/routes.ts'
import { attachments } from './media/attachment-routes.ts'
import { media } from './media/routes.ts'
import { asker, members } from './members/routes.ts'
import { mentions } from './mentions/routes.ts'
import { patterns } from './patterns/routes.ts'
import { previews } from './previews/routes.ts'
import { answers, questions } from './questions/routes.ts'
import { reference } from './reference/routes.ts'
import { reports } from './reports/routes.ts'
import { search } from './search/routes.ts'
import { signIn } from './sign-in/routes.ts'
import type { Storage } from './storage/storage.ts'
import { stories } from './stories/routes.ts'
import { suggestions } from './suggestions/routes.ts'
import { text } from './text/routes.ts'

export interface AppOptions {
  storage: Storage
  /** What is left out is as if it were not set. */
  config: Pick<Config, 'publicUrl'> & Partial<Config>
  log: Logger
  /** Ends what no request waits for, before the storage is closed; default one that nobody ends. */
  background?: Background
  /** Streams of changes, which end before the server does; default those that end with their tokens. */
  live?: Live
  /** What counts requests, if anybody watches. */
  metrics?: Metrics | undefined
  /** More to serve, at addresses that nothing here has: what contributors need. */
  more?: Hono
}

/** The app; `app.request()` is all that a test needs. */
export function createApp({
  storage,
  config,
  log,
  background = createBackground(log),
  live = createLive(storage, log),
  metrics,
  more,
}: AppOptions) {
  const limiting = createLimits(config, log, metrics?.limited)
  const community = new Hono<Asking>()
    .use(
      inCommunity(storage),
      cors(),
      auditRefusals(log, config.trustedProxy),
      tokenlessAddress,
      asking(config, log, limiting, background),
      limiting.asked,
      auditWrites,
      jsonOnly,
    )
    .use(async function uncached(c, next) {
      await next()
      // A problem says for itself that it is not to be kept.
      if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-cache')
    })
    // A picture has a limit of its own.
    .use('/me', jsonLimit)
    .route('/me', asker)
    .route('/attachments', attachments)
    .use(jsonLimit)
    .route('/', communities)
    .route('/patterns', patterns)
    .route('/members', members)
    .route('/stories', stories)
    .route('/comments', comments)
    .route('/questions', questions)
    .route('/answers', answers)
    .route('/suggestions', suggestions)
    .route('/search', search)
    .route('/drafts', drafts)
    .route('/previews', previews)
    .route('/text', text)
    .route('/changes', changes(live))
    .route('/audit', audit)
    .route('/reports', reports)
    .route('/mentions', mentions)

  const app = new Hono()
  if (metrics) app.use(metrics.counted)
  app
    .use(logged(log))
    .use('/api/v1/communities/*', cachedReads(storage, limiting.taken))
    .use(secureHeaders({ crossOriginResourcePolicy: false, referrerPolicy: 'no-referrer' }), defaultHeaders)
    .route('/api/v1/communities/:community', community)
    .route('/signin', signIn({ storage, config, log, limited: limiting.signIn }))
    .route('/media', media(storage))
    .route('/sdk/v1', sdk)
    .route('/', health(storage))
  app.route('/', reference(app))
  if (metrics && !config.metricsAt) app.route('/', metrics.app)
  if (more) app.route('/', more)
  app.notFound(unknownRoute(app))
  app.onError(sendProblem(log))
  return app
}
