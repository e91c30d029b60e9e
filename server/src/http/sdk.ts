/** What the script tag loads: the built elements, under a stable versioned folder. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

/** Beside the server as it is published, else where a checkout builds it. */
export const SDK_FOLDER =
  ['../sdk', '../../../packages/elements/dist/sdk']
    .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
    .find((folder) => existsSync(folder)) ?? ''

/** The entry's name is stable, so it is asked for again; every other file has its hash in its name. */
const cacheControl = (path: string) =>
  path.endsWith('/vlinder.js')
    ? 'public, max-age=300, stale-while-revalidate=86400'
    : 'public, max-age=31536000, immutable'

export const sdk = new Hono().get(
  '/*',
  async function open(c, next) {
    await next()
    c.header('access-control-allow-origin', '*')
    c.header('cross-origin-resource-policy', 'cross-origin')
    if (c.res.status === 200) c.header('cache-control', cacheControl(c.req.path))
  },
  serveStatic({
    root: SDK_FOLDER,
    rewriteRequestPath: (path) => path.replace(/^.*?\/sdk\/v1/, ''),
    precompressed: true,
  }),
)
