/** For contributors: the demo's page loads itself again when a widget was rebuilt or the server restarted. Only under `pnpm dev`. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { SDK_FOLDER } from '../http/sdk.ts'

/** Asks once a second; a strict policy allows no more than a script of our own. */
const SCRIPT = `let before
setInterval(async () => {
  const now = await fetch('/demo/built').then((answer) => answer.text(), () => before)
  before ??= now
  if (now !== before) location.reload()
}, 1000)
`

export function reloading(page: Hono): Hono {
  const started = Date.now()
  const built = () =>
    statSync(join(SDK_FOLDER, 'vlinder.js'), { throwIfNoEntry: false })?.mtimeMs ?? 'under way'
  return new Hono()
    .get('/demo/built', (c) => c.text(`${started} ${built()}`))
    .get('/demo/reload.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript' }))
    .get('/', async (c) => {
      const answer = await page.fetch(c.req.raw)
      const text = await answer.text()
      return new Response(`${text}<script src="/demo/reload.js" async></script>`, answer)
    })
    .route('/', page)
}
