/** Looks at the page, and at each set of settings that its widgets have. */
import { type Settings, settingsOf } from '../core/settings.ts'
import type { Find, Finding } from './finding.ts'
import { checkPage, elements } from './page.ts'
import { checkCommunity, checkServer } from './server.ts'
import { checkToken, getToken } from './token.ts'
import { checkViolations } from './violations.ts'

export async function examine(doctor: HTMLElement): Promise<Finding[]> {
  const findings: Finding[] = []
  const find: Find = (name, stands, paste) => {
    const [found, fix] = [tokenless(stands), paste && tokenless(paste)]
    if (!findings.some((one) => one.name === name && one.found === found))
      findings.push({ name, found, ...(fix !== undefined && { fix }) })
  }
  checkPage(find)
  const asked: string[] = []
  for (const settings of different([
    doctor,
    ...elements().filter((one) => one.localName !== 'vlinder-provider'),
  ])) {
    asked.push(...(await checkSettings(settings, find)))
  }
  checkViolations(asked, find)
  return findings
}

/** Whatever is shown, wherever somebody put a token: it is not in it. */
const tokenless = (text: string) => text.replace(/eyJ[\w-]+(\.[\w-]*)+/g, 'eyJ...')

/** Widgets that share their settings share what is wrong with them. */
const different = (widgets: HTMLElement[]): Iterable<Settings> =>
  new Map(
    widgets
      .map(settingsOf)
      .map((one) => [[one.server, one.community, one.tokenUrl, one.getToken].join(' '), one]),
  ).values()

/** The addresses that it asked. */
async function checkSettings(settings: Settings, find: Find): Promise<string[]> {
  const { community } = settings
  const server = URL.parse(settings.server ?? '', location.href)
  if (!settings.server || !server)
    find('setting-missing', settings.server ?? 'server', 'server="https://..."')
  if (!community) find('setting-missing', 'community', 'community="..."')
  if (!settings.tokenUrl && !settings.getToken && !settings.signIn)
    find('setting-missing', 'token-url', 'token-url="/vlinder-token"')
  if (!settings.server || !server) return []
  const address = (server.origin + server.pathname).replace(/\/+$/, '')
  const tokenUrl = settings.tokenUrl ? new URL(settings.tokenUrl, location.href).href : address
  const ahead = await checkServer(address, find)
  const token = await getToken(settings, find)
  if (token !== undefined) checkToken(token, address, Math.round(Date.now() / 1000) + (ahead ?? 0), find)
  if (community && ahead !== undefined) await checkCommunity({ server: address, community, token }, find)
  return [address, tokenUrl]
}
