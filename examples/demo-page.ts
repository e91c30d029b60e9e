/** The demo's intranet with a real server behind it and a browser to look at it: there for the tests of a file. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { after, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
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
  /** The page as a member sees it; everything that it complains of is kept. */
  visit(as?: string, width?: number): Promise<Visit>
}

interface Visit {
  page: Page
  complaints: string[]
}

/** Starts all of it before the tests of the file that calls it, and ends it after them. Its parts are there once a test runs. */
export function demoPage(): DemoPage {
  const demo = {
    async visit(as = 'm-sanne-bos', width = 1280) {
      const tab = await demo.browser.newPage({ viewport: { width, height: 900 }, locale: 'nl-NL' })
      const complaints: string[] = []
      tab.on(
        'console',
        (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()),
      )
      tab.on('pageerror', (error) => complaints.push(error.message))
      await tab.goto(`${demo.url}/?as=${as}`)
      await tab.locator('vlinder-story-feed article').first().waitFor()
      return { page: tab, complaints }
    },
  } as DemoPage
  let host: Server | undefined
  before(async () => {
    const port = await freePort()
    demo.url = `http://localhost:${port}`
    ;[demo.browser, demo.server] = await Promise.all([
      launch(),
      // All its members come from one address, one right after the other.
      vlinder('demo', undefined, { PUBLIC_URL: demo.url, LIMITS: 'off' }),
    ])
    const keys = keysIn(demo.server.folder)
    const issuer = 'https://intranet.example.nl'
    const { status, stderr } = demo.server.vlinder(...trustedAs(issuer, keys.publicFile))
    assert.equal(status, 0, stderr)
    host = createServer(intranet({ server: demo.server.url, issuer, audience: demo.url, ...keys })).listen(
      port,
    )
    await once(host, 'listening')
  })
  after(async () => {
    await demo.browser?.close()
    host?.closeAllConnections()
    host?.close()
    await demo.server?.end()
  })
  return demo
}
