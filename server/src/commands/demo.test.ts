/** The demo and `vlinder token`, as somebody who tries them would. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { Me, MemberPage, QuestionPage, StoryPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { workplace } from '../testing-server.ts'

test('the demo community is there for any of its members, and keeps what they write', async (t) => {
  const { serve, url, vlinder } = await workplace(t)
  const server = await serve('demo')
  const api = `${url}/api/v1/communities/zorg-dichtbij`
  const asked = async (path: string, authorization: string) =>
    (await fetch(`${api}/${path}`, { headers: { authorization } })).json()
  const tokenOf = (member: string) => `Bearer ${vlinder(['token', 'zorg-dichtbij', member]).stdout.trim()}`
  const first = tokenOf('m-sanne-bos')
  assert.equal(parse(Me, await asked('me', first)).item.id, 'm-sanne-bos')
  assert.ok(parse(MemberPage, await asked('members?limit=100', first)).items.length > 20)
  assert.ok(parse(QuestionPage, await asked('questions?asked=me', first)).items.length > 0)

  const told = await fetch(`${api}/stories`, {
    method: 'POST',
    headers: { authorization: first, 'content-type': 'application/json', 'idempotency-key': 'k' },
    body: JSON.stringify({ kind: 'failure', title: 'Blijft dit staan?' }),
  })
  assert.equal(told.status, 201)
  server.kill('SIGINT')
  assert.equal(await server.ended(), 0)
  await serve('demo')
  const stories = parse(StoryPage, await asked('stories', first))
  assert.equal(stories.items[0]?.title, 'Blijft dit staan?')
})

test('token refuses what it cannot sign, in one line', async (t) => {
  const { fill, vlinder } = await workplace(t)
  await fill()
  const refused: [args: string[], status: number, sentence: RegExp][] = [
    [['zorg', 'nobody'], 1, /^There is no member "nobody" in "zorg"\.\n$/],
    [['nowhere', 'm-1'], 1, /^There is no member "m-1" in "nowhere"\.\n$/],
    [['zorg', 'm-1', '--ttl', '601'], 1, /^--ttl must be a number of seconds from 1 to 600\.\n$/],
    [['zorg', 'm-1', '--role', 'operator'], 1, /^--role must be facilitator\.\n$/],
    [['zorg', 'm-1', '--colour', 'red'], 2, /--colour/],
    [['zorg'], 2, /^vlinder token <community>/],
  ]
  for (const [args, status, sentence] of refused) {
    const result = vlinder(['token', ...args])
    assert.deepEqual([result.status, result.stdout], [status, ''], args.join(' '))
    assert.match(result.stderr, sentence)
  }
})
