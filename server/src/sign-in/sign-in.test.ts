/** Signing in through a provider: from a page's first question to its assertion, and everything that stops it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Problem, problemName } from '@vlinder/contract'
import { decodeJwt } from 'jose'
import { meWith } from '../identity/testing.ts'
import { community, ORIGIN } from '../testing.ts'
import { RETURN, signingIn } from './testing.ts'

const SECRET = 'a'.repeat(43)

async function nameOf(res: Response) {
  return problemName(((await res.json()) as Problem).type)
}

test('who comes back from the provider asks as a member, by an assertion like any other', async (t) => {
  const { app, through } = await signingIn(t)
  const res = await through()
  assert.equal(res.status, 200)
  assert.equal(res.headers.get('cache-control'), 'no-store')
  assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN)
  const { token, endsIn } = (await res.json()) as { token: string; endsIn: number }
  assert.equal(endsIn, 8 * 60 * 60)
  const me = await meWith(app, token)
  assert.equal(me.status, 200)
  assert.equal(me.item?.name, 'Noor Jansen')
})

test('the provider is asked with a state, a nonce and PKCE, and comes back to an address of this community alone', async (t) => {
  const { url: provider, begin, start, asked, through } = await signingIn(t)
  const to = new URL(await start((await begin()).url))
  assert.equal(to.origin + to.pathname, `${provider}/auth`)
  assert.equal(to.searchParams.get('response_type'), 'code')
  assert.equal(to.searchParams.get('client_id'), 'vlinder')
  assert.equal(to.searchParams.get('code_challenge_method'), 'S256')
  assert.equal(to.searchParams.get('redirect_uri'), 'https://community.example.nl/signin/zorg/callback')
  for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(to.searchParams.get(name)!.length >= 43)
  await through()
  assert.ok(asked[0]!.get('code_verifier')!.length >= 43)
})

test('the popup goes back to the registered page, with the code behind its #', async (t) => {
  const { begin, start, get, consent } = await signingIn(t)
  const { handle, url } = await begin()
  const res = await get(consent(await start(url)))
  assert.equal(res.status, 302)
  assert.match(
    res.headers.get('location') ?? '',
    new RegExp(`^${RETURN}#vlinder-sign-in=${handle}\\.[\\w-]{43}$`),
  )
  assert.equal(res.headers.get('cache-control'), 'no-store')
  assert.equal(res.headers.get('referrer-policy'), 'no-referrer')
})

test('without the code that came back to the page, nobody gets an assertion: not even who began', async (t) => {
  const { begin, start, get, consent, post } = await signingIn(t)
  const { handle, verifier, url } = await begin()
  await get(consent(await start(url)))
  const res = await post('/token', { handle, verifier })
  assert.equal(res.status, 202)
  assert.deepEqual(await res.json(), { status: 'waiting' })
  assert.equal(await nameOf(await post('/token', { handle, verifier, code: SECRET })), 'sign-in-expired')
})

test('without the verifier of who began, the code is worth nothing', async (t) => {
  const { begin, start, get, consent, codeOf, post } = await signingIn(t)
  const { handle, verifier, url } = await begin()
  const code = codeOf(await get(consent(await start(url))))
  const stolen = await post('/token', { handle, verifier: SECRET, code })
  assert.equal(stolen.status, 401)
  assert.equal(await nameOf(stolen), 'sign-in-expired')
  assert.equal((await post('/token', { handle, verifier, code })).status, 200)
})

test('a sign-in is fetched once', async (t) => {
  const { begin, start, get, consent, codeOf, post } = await signingIn(t)
  const { handle, verifier, url } = await begin()
  const code = codeOf(await get(consent(await start(url))))
  const answers = await Promise.all([1, 2, 3].map(() => post('/token', { handle, verifier, code })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401])
})

test('a page waits until somebody comes back', async (t) => {
  const { begin, post } = await signingIn(t)
  const { handle, verifier } = await begin()
  assert.equal((await post('/token', { handle, verifier })).status, 202)
})

for (const [what, lose] of [
  ['before the popup opens', 'start'],
  ['before the provider answers', 'callback'],
  ['before the page fetches it', 'token'],
] as const)
  test(`a sign-in that takes too long ${what} is over`, async (t) => {
    const { begin, start, get, consent, codeOf, post, storage } = await signingIn(t)
    const expire = () =>
      storage.db.updateTable('signIn').set({ expires: '2026-01-01T00:00:00.000Z' }).execute()
    const { handle, verifier, url } = await begin()
    if (lose === 'start') await expire()
    const to = await start(url)
    if (lose === 'start') return assert.match(await (await get(url)).text(), /data-problem="sign-in-expired"/)
    if (lose === 'callback') await expire()
    const res = await get(consent(to))
    if (lose === 'callback') return assert.match(await res.text(), /data-problem="sign-in-expired"/)
    await expire()
    assert.equal(
      await nameOf(await post('/token', { handle, verifier, code: codeOf(res) })),
      'sign-in-expired',
    )
  })

test('a denied consent is said in the popup and to the page', async (t) => {
  const { begin, start, get, back, post } = await signingIn(t)
  const { handle, verifier, url } = await begin()
  const res = await get(back(await start(url), { error: 'access_denied' }), {
    'accept-language': 'nl-NL,nl;q=0.9,en',
  })
  assert.equal(res.status, 403)
  assert.match(await res.text(), /lang="nl"[\s\S]*data-problem="sign-in-denied">De aanmelding is afgebroken/)
  assert.equal(await nameOf(await post('/token', { handle, verifier })), 'sign-in-denied')
})

test('another state than was sent is no answer, and ends nothing', async (t) => {
  const { begin, start, get, consent } = await signingIn(t)
  const { handle, url } = await begin()
  const good = consent(await start(url))
  for (const state of ['', 'x', handle, `${handle}.${SECRET}`]) {
    const bad = new URL(good)
    bad.searchParams.set('state', state)
    const res = await get(bad)
    assert.equal(res.status, 401)
    assert.match(await res.text(), /data-problem="sign-in-expired"/)
  }
  assert.equal((await get(good)).status, 302)
})

test('an answer of the provider is taken once', async (t) => {
  const { begin, start, get, consent } = await signingIn(t)
  const answer = consent(await start((await begin()).url))
  assert.equal((await get(answer)).status, 302)
  const res = await get(answer)
  assert.equal(res.status, 401)
  assert.match(await res.text(), /data-problem="sign-in-expired"/)
})

test('of an answer that comes several times at once, one is passed on', async (t) => {
  const { begin, start, get, consent, asked } = await signingIn(t)
  const answer = consent(await start((await begin()).url))
  const answers = await Promise.all([1, 2, 3].map(() => get(answer)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [302, 401, 401])
  assert.equal(asked.length, 1)
})

test('a code that was used before is refused by the provider, and the page hears of it', async (t) => {
  const { begin, start, get, consent, post, warned } = await signingIn(t)
  const used = consent(await start((await begin()).url)).searchParams.get('code')!
  const first = await begin()
  const { handle, verifier, url } = await begin()
  const answer = consent(await start(url))
  answer.searchParams.set('code', used)
  assert.match(await (await get(answer)).text(), /data-problem="sign-in-failed"/)
  assert.equal(await nameOf(await post('/token', { handle, verifier })), 'sign-in-failed')
  assert.deepEqual(
    warned.map(({ reason }) => reason),
    ['it answers invalid_grant'],
  )
  assert.equal((await post('/token', { handle: first.handle, verifier: first.verifier })).status, 202)
})

const unusable: [what: string, claims: Record<string, unknown>][] = [
  ['for another sign-in (nonce)', { nonce: 'another' }],
  ['without a nonce', { nonce: undefined }],
  ['without a subject', { sub: undefined }],
]
for (const [what, claims] of unusable)
  test(`an ID token ${what} brings nobody in`, async (t) => {
    const { begin, start, get, consent, behaviour } = await signingIn(t)
    behaviour.claims = claims
    const res = await get(consent(await start((await begin()).url)))
    assert.equal(res.status, 502)
    assert.match(await res.text(), /data-problem="sign-in-failed"/)
  })

test('an ID token whose signature does not hold brings nobody in', async (t) => {
  const { begin, start, get, consent, behaviour, url } = await signingIn(t)
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const to = await start((await begin()).url)
  const nonce = new URL(to).searchParams.get('nonce')
  const claims = { iss: url, aud: 'vlinder', sub: 'p-1', name: 'Noor Jansen', nonce, iat: now, exp: now + 60 }
  const forged = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}.${'A'.repeat(342)}`
  behaviour.token = (answer) =>
    answer
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', id_token: forged }))
  assert.match(await (await get(consent(to))).text(), /data-problem="sign-in-failed"/)
})

test('a provider that is down is said in the popup, to the page, and to the operator', async (t) => {
  const { begin, get, post, behaviour, warned } = await signingIn(t)
  behaviour.down = true
  const { handle, verifier, url } = await begin()
  const res = await get(url)
  assert.equal(res.status, 502)
  assert.match(await res.text(), /data-problem="sign-in-failed"/)
  assert.equal(await nameOf(await post('/token', { handle, verifier })), 'sign-in-failed')
  assert.match(warned[0]?.reason ?? '', /cannot be reached/)
})

test('what only the ID token leaves out is asked for at the provider', async (t) => {
  const { app, behaviour, through } = await signingIn(t)
  behaviour.claims = { name: undefined }
  behaviour.userinfo = { name: 'Noor van Userinfo' }
  const { token } = (await (await through()).json()) as { token: string }
  assert.equal((await meWith(app, token)).item?.name, 'Noor van Userinfo')
})

test('an assertion of one community is worth nothing in another that signs in through the same provider', async (t) => {
  const { app, through, command, url } = await signingIn(t)
  await command('add', 'elders', '--provider', url, '--client-id', 'vlinder', '--return', RETURN)
  const { token } = (await (await through()).json()) as { token: string }
  assert.equal((await meWith(app, token, 'elders')).problem, 'token-invalid')
})

test('the same subject at two providers is two people', async (t) => {
  const one = await signingIn(t)
  const { token: first } = (await (await one.through()).json()) as { token: string }
  const id = (await meWith(one.app, first)).item?.id
  const iss = decodeJwt(first).iss
  const other = await signingIn(t)
  await one.command('add', 'zorg', '--provider', other.url, '--client-id', 'vlinder', '--return', RETURN)
  assert.equal((await meWith(one.app, first)).problem, 'token-invalid')
  const { handle, verifier, url } = await one.begin()
  const code = one.codeOf(await one.get(other.consent(await one.start(url))))
  const res = await one.post('/token', { handle, verifier, code })
  const { token: second } = (await res.json()) as { token: string }
  assert.notEqual(decodeJwt(second).iss, iss)
  assert.notEqual((await meWith(one.app, second)).item?.id, id)
})

test('only a page of an origin that has a page to return to can begin', async (t) => {
  const { post, storage } = await signingIn(t)
  for (const origin of ['https://evil.example', 'null', '']) {
    const res = await post('', { challenge: SECRET }, origin)
    assert.equal(res.status, 404, origin)
    assert.equal(res.headers.get('access-control-allow-origin'), null)
    assert.equal(await nameOf(res), 'sign-in-unknown')
  }
  await storage.db.updateTable('community').set({ origins: '[]' }).where('id', '=', 'zorg').execute()
  assert.equal(await nameOf(await post('', { challenge: SECRET })), 'sign-in-unknown')
})

test('a community without a provider says so, whatever is asked', async () => {
  const { app } = await community()
  const bodies: [string, object][] = [
    ['', { challenge: SECRET }],
    ['/token', { handle: SECRET, verifier: SECRET }],
  ]
  for (const [path, body] of bodies) {
    const headers = { origin: ORIGIN, 'content-type': 'application/json' }
    const res = await app.request(`/signin/zorg${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    assert.equal(await nameOf(res), 'sign-in-unknown', path)
  }
})

test('bad input is a problem that names the field', async (t) => {
  const { post } = await signingIn(t)
  const res = await post('', { challenge: 'short', more: 1 })
  assert.equal(res.status, 400)
  const { errors } = (await res.json()) as Problem
  assert.deepEqual(errors?.map(({ path }) => path).sort(), ['body.challenge', 'body.more'])
})

test('the popup’s page runs nothing but its own script, under a strict policy, and sets no cookie', async (t) => {
  const { get } = await signingIn(t)
  const res = await get('/signin/zorg/start?handle=x')
  assert.match(
    res.headers.get('content-security-policy') ?? '',
    /^default-src 'none'; style-src 'self'; script-src 'self'/,
  )
  assert.equal(res.headers.get('set-cookie'), null)
  const html = await res.text()
  assert.doesNotMatch(html, /<script(?! type="module" src=)|<style|style=|\son\w+=/)
  for (const [, file = ''] of html.matchAll(/(?:href|src)="\.\.\/([^"]+)"/g))
    assert.equal((await get(`/signin/${file}`)).status, 200, file)
})
