/** Finds a browser for the tests: one that is installed, else the one inside @sparticuz/chromium. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

const INSTALLED = [
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
]

/** Runs anywhere, as root too, and asks nothing of the network. */
export const ARGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of the browser. The bundled one is unpacked on first use, with the libraries that a bare machine lacks. */
export async function browserPath(): Promise<string> {
  const installed = INSTALLED.find((path) => path && existsSync(path))
  if (installed) return installed
  const bundled = await chromium.executablePath()
  const libraries = `${dirname(bundled)}/al2023/lib`
  if (existsSync(libraries))
    process.env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return bundled
}

export async function launch(): Promise<Browser> {
  return playwright.launch({ executablePath: await browserPath(), headless: true, args: ARGS })
}
