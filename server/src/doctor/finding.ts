/** What the doctor can find, each by a name that stays as it is: docs/doctor.md explains every one. */

export type Level = 'wrong' | 'warn'

/** `wrong`: it does not work for somebody. `warn`: it works, and something about it will hurt. */
export const FINDINGS = {
  'configuration-invalid': 'wrong',
  'public-url-path': 'wrong',
  'public-url-http': 'wrong',
  'public-url-local': 'wrong',
  'proxy-not-trusted': 'warn',
  'database-missing': 'wrong',
  'database-unusable': 'wrong',
  'database-read-only': 'wrong',
  'database-newer': 'wrong',
  'database-older': 'warn',
  'community-missing': 'wrong',
  'community-unknown': 'wrong',
  'origins-missing': 'warn',
  'origin-never-sent': 'wrong',
  'issuer-missing': 'wrong',
  'issuer-development': 'warn',
  'issuer-keys-over': 'wrong',
  'key-set': 'wrong',
  'secret-missing': 'wrong',
  'secret-weak': 'wrong',
  'server-unreachable': 'wrong',
  'server-not-vlinder': 'wrong',
  'server-redirects': 'wrong',
  'server-differs': 'wrong',
  'sdk-missing': 'wrong',
  'sdk-type': 'wrong',
  'sdk-cors': 'wrong',
  'preflight-refused': 'wrong',
  'preflight-headers': 'wrong',
  'cors-missing': 'wrong',
  'cors-changed': 'wrong',
  'proxy-drops-authorization': 'wrong',
  'proxy-answers': 'wrong',
  'proxy-caches': 'wrong',
  'proxy-strips': 'warn',
  'clock-skew': 'wrong',
  'page-unreachable': 'wrong',
  'page-not-shown': 'wrong',
  'script-missing': 'wrong',
  'script-twice': 'warn',
  'script-not-module': 'wrong',
  'script-other-server': 'wrong',
  'script-attribute': 'wrong',
  'script-community': 'wrong',
  'script-token-url': 'wrong',
  'mixed-content': 'wrong',
  'origin-not-allowed': 'wrong',
  'csp-script-src': 'wrong',
  'csp-connect-src': 'wrong',
  'csp-img-src': 'wrong',
  'csp-trusted-types': 'wrong',
  'csp-sandbox': 'wrong',
  'coep-blocks': 'wrong',
  'token-url-unreachable': 'wrong',
  'token-url-method': 'wrong',
  'token-url-redirect': 'wrong',
  'token-url-html': 'wrong',
  'token-url-status': 'wrong',
  'token-url-signed-out': 'wrong',
  'token-url-json': 'wrong',
  'token-url-no-token': 'wrong',
  'token-url-cacheable': 'warn',
  'token-url-cors': 'wrong',
  'token-unreadable': 'wrong',
  'token-header': 'wrong',
  'token-typ': 'wrong',
  'token-alg': 'wrong',
  'token-kid': 'wrong',
  'token-iss': 'wrong',
  'token-aud': 'wrong',
  'token-claim': 'wrong',
  'token-milliseconds': 'wrong',
  'token-lifetime': 'wrong',
  'token-future': 'wrong',
  'token-expired': 'wrong',
  'token-name': 'wrong',
  'token-sub': 'warn',
  'token-signature': 'wrong',
  'token-refused': 'wrong',
  'member-inactive': 'wrong',
  'member-not-admitted': 'wrong',
} as const satisfies Record<string, Level>

export type FindingName = keyof typeof FINDINGS

export interface Finding {
  name: FindingName
  level: Level
  /** What is wrong and where, in one sentence. */
  what: string
  /** What stands there now, to the letter. Never a token or a secret. */
  found?: string
  /** What to do: the line to paste, where there is one. */
  fix: string
}

/** One thing that was looked at. Without findings it is well, unless it was not looked at and says why. */
export interface Part {
  about: string
  findings: Finding[]
  skipped?: string
}

export const finding = (name: FindingName, what: string, fix: string, found?: string): Finding => ({
  name,
  level: FINDINGS[name],
  what: tokenless(what),
  ...(found !== undefined && { found: tokenless(found) }),
  fix: tokenless(fix),
})

/** Whatever is shown, wherever somebody put a token: it is not in it. */
const tokenless = (text: string) => text.replace(/\beyJ[\w-]+(\.[\w-]*)+/g, 'eyJ...')
