/** For contributors: the page that shows the demo loads itself again when a widget was rebuilt or the server restarted. Only under `pnpm dev`. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { SDK_FOLDER } from '../http/sdk.ts'

/** Asks once a second; a strict policy allows no more than a script of our own. */
const SCRIPT = `let before
setInterval(async () => {
  const now = await fetch('/demo/built').then((answer) => answer.ok ? answer.text() : before, () => before)
  before ??= now
  if (now !== before) location.reload()
}, 1000)
`

export function reloading(): Hono {
  const started = Date.now()
  const built = () =>
    statSync(join(SDK_FOLDER, 'vlinder.js'), { throwIfNoEntry: false })?.mtimeMs ?? 'under way'
  return new Hono()
    .get('/demo/built', (c) => c.text(`${started} ${built()}`))
    .get('/demo/reload.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript' }))
}
