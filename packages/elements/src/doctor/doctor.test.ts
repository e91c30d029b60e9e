import { assert } from '@esm-bundle/chai'
import '../define/doctor.ts'
import '../define/story-feed.ts'
import type { Provider } from '../provider/provider.ts'
import { accessible, inside, text, until } from '../testing/page.ts'
import type { Doctor } from './doctor.ts'

const COMMUNITY = '/api/v1/communities/zorg'

interface Asked {
  url: URL
  init: RequestInit
}
type Answering = (asked: Asked) => Response | Promise<Response>

const base64url = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const now = () => Math.floor(Date.now() / 1000)
const good = () => ({
  iss: 'https://host.example',
  aud: location.origin,
  sub: 'geheim',
  name: 'Marieke Aalbers',
  iat: now(),
  exp: now() + 300,
})
const jwt = (claims: object = {}, header: object = {}) =>
  `${base64url({ alg: 'EdDSA', typ: 'JWT', ...header })}.${base64url({ ...good(), ...claims })}.c2lnbmF0dXJl`

const problem = (name: string, status: number, detail = '') =>
  Response.json({ type: `urn:vlinder:problem:${name}`, detail }, { status })
const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'))
/** What `fetch` gives for a redirect that it may not follow; no page can make one. */
const redirect = () =>
  ({ type: 'opaqueredirect', status: 0, ok: false, headers: new Headers(), text: async () => '' }) as Response

describe('vlinder-doctor', () => {
  const real = window.fetch
  let asked: Asked[] = []

  /** A page that is well, but for `routes`. */
  function serve(routes: Record<string, Answering> = {}) {
    const all: Record<string, Answering> = {
      '/healthz': () => Response.json({ status: 'ok' }, { headers: { date: new Date().toUTCString() } }),
      '/vlinder-token': () => Response.json({ token: jwt() }, { headers: { 'cache-control': 'no-store' } }),
      [COMMUNITY]: () => Response.json({ id: 'zorg' }, { headers: { etag: '"a"' } }),
      ...routes,
    }
    asked = []
    window.fetch = async (input, init = {}) => {
      const url = new URL(String(input))
      asked.push({ url, init })
      return (await all[url.pathname]?.({ url, init })) ?? new Response('', { status: 404 })
    }
  }

  function place(attributes = 'community="zorg" token-url="/vlinder-token"', lang = 'nl'): Doctor {
    const provider = document.createElement('vlinder-provider') as Provider
    provider.lang = lang
    provider.setAttribute('server', location.origin)
    provider.innerHTML = `<vlinder-doctor ${attributes}></vlinder-doctor>`
    document.body.append(provider)
    return provider.firstElementChild as Doctor
  }

  const done = async (doctor: Doctor) => {
    await until(() => inside(doctor, '.panel[aria-busy=false]'))
    return doctor
  }
  const names = (doctor: Doctor) =>
    [...(doctor.shadowRoot?.querySelectorAll('li p small') ?? [])].map((one) => one.textContent?.slice(1, -1))

  afterEach(() => {
    window.fetch = real
    document.body.replaceChildren()
  })

  it('finds nothing in a page that is well, and says so', async () => {
    serve()
    const doctor = await done(place())
    assert.deepEqual(names(doctor), [])
    assert.include(text(doctor), 'deze pagina is in orde')
    await accessible(doctor)
  })

  it('asks the token URL and the community as a widget does', async () => {
    serve()
    await done(place())
    const [health, token, community] = asked
    assert.deepEqual([asked.length, health?.init.credentials], [3, 'omit'])
    assert.deepEqual(
      [token?.init.method, token?.init.credentials, token?.init.redirect],
      ['POST', 'include', 'manual'],
    )
    assert.match(new Headers(community?.init.headers).get('authorization') ?? '', /^Bearer eyJ/)
  })

  const BROKEN: [name: string, finds: string, says: string | RegExp, routes: Record<string, Answering>][] = [
    ['a server that cannot be reached', 'server-unreachable', location.origin, { '/healthz': noNetwork }],
    [
      'another program at the server’s address',
      'server-not-vlinder',
      '404, text/html',
      { '/healthz': () => new Response('', { status: 404, headers: { 'content-type': 'text/html' } }) },
    ],
    [
      'an origin that may not call',
      'origin-not-allowed',
      `"origins": [..., "${location.origin}"]`,
      { [COMMUNITY]: noNetwork },
    ],
    [
      'a community that is not there',
      'script-community',
      'zorg',
      { [COMMUNITY]: () => problem('community-unknown', 404) },
    ],
    [
      'a proxy that drops Authorization',
      'proxy-drops-authorization',
      'Authorization',
      { [COMMUNITY]: () => problem('token-missing', 401) },
    ],
    [
      'a proxy that asks for a password',
      'proxy-answers',
      '401, Basic realm="x"',
      {
        [COMMUNITY]: () =>
          new Response('', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }),
      },
    ],
    ['a proxy that takes ETag away', 'proxy-strips', 'ETag', { [COMMUNITY]: () => Response.json({}) }],
    [
      'a token that the server refuses',
      'token-refused',
      "token-invalid: The token's signature does not hold.",
      { [COMMUNITY]: () => problem('token-invalid', 401, "The token's signature does not hold.") },
    ],
    [
      'a token URL that gives no answer',
      'token-url-unreachable',
      '/vlinder-token',
      { '/vlinder-token': noNetwork },
    ],
    [
      'a token URL that takes no POST',
      'token-url-method',
      /POST .*\/vlinder-token: 405/,
      { '/vlinder-token': () => new Response('', { status: 405 }) },
    ],
    ['a token URL that redirects', 'token-url-redirect', '302', { '/vlinder-token': redirect }],
    [
      'a token URL that shows a sign-in page',
      'token-url-html',
      '200, text/html',
      {
        '/vlinder-token': () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
      },
    ],
    [
      'a token URL where nobody is signed in',
      'token-url-signed-out',
      '401',
      { '/vlinder-token': () => Response.json({}, { status: 401 }) },
    ],
    [
      'a token URL that fails',
      'token-url-status',
      '500',
      { '/vlinder-token': () => new Response('', { status: 500 }) },
    ],
    [
      'a token URL that answers the token alone',
      'token-url-json',
      '{"token": "..."}',
      { '/vlinder-token': () => new Response(jwt()) },
    ],
    [
      'a token by another name',
      'token-url-no-token',
      '{"token": "..."}',
      { '/vlinder-token': () => Response.json({ jwt: jwt() }) },
    ],
    [
      'a token that may be kept',
      'token-url-cacheable',
      'Cache-Control: no-store',
      { '/vlinder-token': () => Response.json({ token: jwt() }) },
    ],
    [
      'a server whose clock is 200 s behind the host’s',
      'token-future',
      /iat \+ (19|20)\d s/,
      {
        '/healthz': () =>
          Response.json(
            { status: 'ok' },
            { headers: { date: new Date(Date.now() - 200_000).toUTCString() } },
          ),
      },
    ],
  ]
  for (const [name, finds, says, routes] of BROKEN) {
    it(`finds ${name}, and nothing else`, async () => {
      serve(routes)
      const doctor = await done(place())
      assert.deepEqual(names(doctor), [finds])
      const said = text(doctor)
      assert.ok(typeof says === 'string' ? said.includes(says) : says.test(said), said)
    })
  }

  const TOKENS: [name: string, finds: string, says: string | RegExp, token: () => string][] = [
    ['a token that is no JWT', 'token-unreadable', 'eyJ', () => 'opaque'],
    ['a token that names its own key', 'token-header', '"jku"', () => jwt({}, { jku: 'https://x' })],
    ['an access token', 'token-typ', '"typ": "at+jwt"', () => jwt({}, { typ: 'at+jwt' })],
    [
      'an aud with a slash too many',
      'token-aud',
      `"aud": "${location.origin}/"`,
      () => jwt({ aud: `${location.origin}/` }),
    ],
    ['a token without a name', 'token-name', '"name": ""', () => jwt({ name: ' ' })],
    ['an address for a name', 'token-name', '"name": ""', () => jwt({ name: 'geheim@example.nl' })],
    ['a token without exp', 'token-claim', '"iat": ', () => jwt({ exp: undefined })],
    [
      'times in milliseconds',
      'token-milliseconds',
      /"iat": \d{13}/,
      () => jwt({ iat: Date.now(), exp: Date.now() + 1000 }),
    ],
    [
      'a token that lives an hour',
      'token-lifetime',
      'exp - iat = 3600 s',
      () => {
        const iat = now()
        return jwt({ iat, exp: iat + 3600 })
      },
    ],
    [
      'a host whose clock is ahead',
      'token-future',
      /iat \+ (29|30)\d s/,
      () => jwt({ iat: now() + 300, exp: now() + 500 }),
    ],
    [
      'a host whose clock is behind',
      'token-expired',
      /exp - (59|60)\d s/,
      () => jwt({ iat: now() - 900, exp: now() - 600 }),
    ],
  ]
  for (const [name, finds, says, token] of TOKENS) {
    it(`finds ${name}, and nothing else`, async () => {
      serve({
        '/vlinder-token': () =>
          Response.json({ token: token() }, { headers: { 'cache-control': 'no-store' } }),
      })
      const doctor = await done(place())
      assert.deepEqual(names(doctor), [finds])
      const said = text(doctor)
      assert.ok(typeof says === 'string' ? said.includes(says) : says.test(said), said)
    })
  }

  it('finds a token URL of another origin that does not let the page read', async () => {
    serve({ '/elsewhere': noNetwork })
    const doctor = await done(place('community="zorg" token-url="https://login.example/elsewhere"'))
    assert.deepEqual(names(doctor), ['token-url-cors'])
    assert.include(
      text(doctor),
      `Access-Control-Allow-Origin: ${location.origin}, Access-Control-Allow-Credentials: true`,
    )
  })

  it('finds settings that are missing, and looks at the rest', async () => {
    serve()
    const doctor = await done(place(''))
    assert.deepEqual(names(doctor), ['setting-missing', 'setting-missing'])
    assert.include(text(doctor), 'community="..."')
    assert.include(text(doctor), 'token-url="/vlinder-token"')
  })

  it('finds a getToken that fails, by what it said', async () => {
    serve()
    const doctor = place('community="zorg"')
    ;(doctor.parentElement as Provider).getToken = () => Promise.reject(new Error('No session'))
    await done(doctor)
    inside(doctor, 'button.primary')?.click()
    await until(() => names(doctor).join() === 'get-token')
    assert.include(text(doctor), 'Error: No session')
  })

  it('finds tags and attributes that are misspelt', async () => {
    serve()
    document.body.append(document.createElement('vlinder-storyfeed'))
    const doctor = place('community="zorg" token-url="/vlinder-token" tokenurl="/t" data-mine="1"')
    await done(doctor)
    assert.deepEqual(
      names(doctor)
        .filter((name) => name?.includes('unknown'))
        .sort(),
      ['attribute-unknown', 'tag-unknown'],
    )
    assert.include(text(doctor), '<vlinder-storyfeed>')
    assert.include(text(doctor), '<vlinder-doctor tokenurl>')
  })

  it('finds a script tag that is there twice, and one with a misspelt attribute', async () => {
    serve()
    for (const attribute of ['data-community', 'data-tokenurl']) {
      const script = document.createElement('script')
      script.type = 'text/plain'
      script.src = '/sdk/v1/vlinder.js'
      script.setAttribute(attribute, 'zorg')
      document.body.append(script)
    }
    const doctor = await done(place())
    assert.deepEqual(names(doctor), ['script-twice', 'script-attribute'])
    assert.include(text(doctor), 'data-token-url="zorg"')
  })

  it('finds a page that changes how JSON is written', async () => {
    serve()
    Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'x', configurable: true })
    try {
      const doctor = await done(place())
      assert.deepEqual(names(doctor), ['prototype-patched'])
      assert.include(text(doctor), 'Array.prototype.toJSON')
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON')
    }
  })

  it('looks again when asked, and shows what is left', async () => {
    serve({ '/healthz': noNetwork })
    const doctor = await done(place())
    assert.deepEqual(names(doctor), ['server-unreachable'])
    serve()
    inside(doctor, 'button.primary')?.click()
    await until(() => text(doctor).includes('deze pagina is in orde'))
    assert.deepEqual(names(doctor), [])
  })

  it('gives a report without the token, the name, the id or the path of the page', async () => {
    serve({ [COMMUNITY]: () => problem('token-invalid', 401, 'No.') })
    const doctor = await done(place())
    const report = inside(doctor, 'pre')?.textContent ?? ''
    assert.include(report, '[token-refused]')
    assert.include(report, `page: ${location.origin}\n`)
    for (const secret of [...jwt().split('.').slice(1), 'Marieke', 'geheim'])
      assert.notInclude(doctor.shadowRoot?.innerHTML, secret)
  })

  it('shows no token either that somebody put into the page or into what their getToken says', async () => {
    serve()
    const doctor = place('community="zorg"')
    doctor.parentElement!.setAttribute('server', `${location.origin}/?a=${jwt()}`)
    ;(doctor.parentElement as Provider).getToken = () => Promise.reject(new Error(`Not good: ${jwt()}`))
    await done(doctor)
    inside(doctor, 'button.primary')?.click()
    await until(() => names(doctor).includes('get-token'))
    for (const secret of jwt().split('.').slice(0, 2)) assert.notInclude(doctor.shadowRoot?.innerHTML, secret)
  })

  it('copies the report, and selects it where a page may not write to the clipboard', async () => {
    serve()
    const doctor = await done(place())
    const write = navigator.clipboard.writeText
    try {
      const copied: string[] = []
      navigator.clipboard.writeText = async (given) => void copied.push(given)
      const [, copy] = doctor.shadowRoot!.querySelectorAll('button')
      copy!.click()
      await until(() => copy!.textContent === 'Gekopieerd')
      assert.match(copied[0] ?? '', /^Vlinder doctor, 20/)
      navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))
      copy!.click()
      await until(() => inside<HTMLDetailsElement>(doctor, 'details')?.open)
    } finally {
      navigator.clipboard.writeText = write
    }
  })

  it('speaks English', async () => {
    serve({ '/vlinder-token': redirect })
    assert.include(text(await done(place(undefined, 'en'))), 'The token URL must answer a POST')
  })

  for (const theme of ['light', 'dark']) {
    it(`is accessible with findings and the report open, ${theme}`, async () => {
      serve({ '/vlinder-token': () => Response.json({ token: jwt() }), [COMMUNITY]: noNetwork })
      const doctor = await done(place(`community="zorg" token-url="/vlinder-token" theme="${theme}"`))
      inside<HTMLDetailsElement>(doctor, 'details')!.open = true
      await accessible(doctor)
    })
  }
})
