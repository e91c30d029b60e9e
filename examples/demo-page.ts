/** The demo's intranet with a real server behind it and a browser to look at it: there for the tests of a file. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { after, before } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from './browser.ts'
import { intranet } from './intranet/intranet.ts'
import { keysIn } from './intranet/keys.ts'
import { trustedAs } from './intranet/vlinder.ts'
import { freePort, type Running, vlinder } from './server.ts'

export interface DemoPage {
  browser: Browser
  server: Running
  /** Of the intranet; `/?as=<member id>` shows it to that member. */
  url: string
}

/** Starts all of it before the tests of the file that calls it, and ends it after them. Its parts are there once a test runs. */
export function demoPage(): DemoPage {
  const page = {} as DemoPage
  let host: Server | undefined
  before(async () => {
    const port = await freePort()
    page.url = `http://localhost:${port}`
    ;[page.browser, page.server] = await Promise.all([
      launch(),
      vlinder('demo', undefined, { PUBLIC_URL: page.url }),
    ])
    const keys = keysIn(page.server.folder)
    const issuer = 'https://intranet.example.nl'
    const { status, stderr } = page.server.vlinder(...trustedAs(issuer, keys.publicFile))
    assert.equal(status, 0, stderr)
    host = createServer(intranet({ server: page.server.url, issuer, audience: page.url, ...keys })).listen(
      port,
    )
    await once(host, 'listening')
  })
  after(async () => {
    await page.browser?.close()
    host?.closeAllConnections()
    host?.close()
    await page.server?.end()
  })
  return page
}
