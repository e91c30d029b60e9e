/** For tests: a server double at the network's edge. It answers in the contract's shapes, so that it cannot drift from the real one. */
import type {
  Answer,
  Community,
  Me,
  Member,
  Question,
  QuestionComment,
  QuestionSummary,
  RichText,
  Story,
  StorySummary,
  Suggestions,
} from '@vlinder/contract'

export const author = {
  id: 'm-1',
  name: 'Marieke Aalbers',
  position: 'Wijkverpleegkundige',
  organisation: 'De Linde',
}

export const member: Member = {
  ...author,
  role: 'member',
  active: true,
  about: [{ type: 'paragraph', children: [{ type: 'text', text: 'Fietst elke dag.' }] }],
  topics: ['medicatie'],
  experience: [],
  joined: '2025-01-06T09:00:00.000Z',
  shared: { stories: 7, answers: 3, helped: 2 },
  contact: 'mailto:marieke@delinde.example',
}

/** The asking member: another one. */
export const me: Me = {
  item: { ...member, id: 'm-2', name: 'Sanne Bos' },
  mine: { self: true, suggested: true, source: { about: '' } },
}
export const withPhoto: Me = { ...me, item: { ...me.item, photo: `media/${'0'.repeat(32)}.webp` } }

export const community: Community = {
  id: 'zorg',
  name: 'Zorg Dichtbij',
  goal: 'Samen leren van wat niet werkte.',
  languages: ['nl'],
  topics: ['medicatie', 'wondzorg'],
  patterns: [{ id: 'missing-party', name: 'Een partij ontbrak aan tafel' }],
  kinds: ['failure', 'success', 'practice', 'in-progress'],
  members: 25,
  photoBeforePost: false,
}

export const story = (id: string, more: Partial<StorySummary> = {}): StorySummary => ({
  id,
  kind: 'failure',
  title: `Verhaal ${id}`,
  lesson: 'Laat de mantelzorger meekiezen.',
  excerpt: 'Na drie weken gebruikte niemand het.',
  topics: ['medicatie'],
  patterns: ['missing-party'],
  language: 'nl',
  author,
  at: '2026-10-01T10:00:00.000Z',
  readingTime: 2,
  reactions: { recognise: 3, learned: 1, thanks: 0 },
  comments: 0,
  ...more,
})

export const question: QuestionSummary = {
  id: 'q-1',
  title: 'Wie bel je als de dispenser piept?',
  excerpt: '',
  topics: [],
  language: 'nl',
  state: 'open',
  asks: [],
  author,
  at: '2026-10-01T10:00:00.000Z',
  answers: 0,
  helped: 0,
}

const mine = { mayEdit: false, mayDelete: false }
const page = <T extends { id: string }>(items: T[], each: object = mine, next: string | null = null) => ({
  items,
  next,
  mine: Object.fromEntries(items.map(({ id }) => [id, each])),
})
const whole: Story = { ...story('s-1'), body: member.about, sections: [] }
const wholeQuestion: Question = { ...question, body: member.about }
const answer: Answer = {
  id: 'a-1',
  author,
  body: member.about,
  at: question.at,
  helped: true,
  tried: { worked: 0, mixed: 0, failed: 0 },
}
const remark = (text: string): RichText => [{ type: 'paragraph', children: [{ type: 'text', text }] }]
const found: Suggestions = {
  questions: [{ question, marks: [[18, 27]] }],
  stories: [{ story: story('s-1'), marks: [] }],
  peers: [{ member: author, because: [{ type: 'told', kind: 'failure', count: 1, stories: ['s-1'] }] }],
}

type Answering = (request: {
  method: string
  path: string
  query: URLSearchParams
  body: unknown
  headers: Headers
  /** Fires when whoever asked gives it up. */
  signal: AbortSignal | undefined
}) => unknown

const ROUTES: Record<string, Answering> = {
  'GET ': () => community,
  'GET /me': () => me,
  'PUT /me/photo': () => withPhoto,
  'DELETE /me/photo': () => me,
  'GET /members': ({ query }) => ({
    ...page(query.get('ids') === 'm-1' || query.has('subjects') ? [member] : [], {
      self: false,
      mayDeactivate: false,
    }),
    subjects: { 'host-1': 'm-1' },
  }),
  'GET /mentions': () => page([]),
  'GET /previews': () => ({ items: [], mine: {} }),
  'GET /stories': ({ query }) =>
    page(
      [story(query.has('cursor') ? 's-2' : 's-1')],
      { ...mine, reactions: [] },
      query.has('cursor') ? null : 'next',
    ),
  'GET /stories/s-1': () => ({ item: whole, mine: { ...mine, reactions: [] } }),
  'GET /stories/s-1/comments': () => page([]),
  'PUT /stories/s-1/read': () => new Response(null, { status: 204 }),
  'PUT /stories/s-1/reactions/recognise': () => ({
    reactions: { recognise: 4, learned: 1, thanks: 0 },
    mine: ['recognise'],
  }),
  'POST /stories': () => ({ item: whole, mine: { ...mine, reactions: [] } }),
  'POST /stories/s-1/comments': () => ({
    item: { id: 'c-1', author, body: member.about, at: question.at },
    mine,
  }),
  'GET /questions': ({ query }) =>
    page(query.get('state') === 'open' ? [question] : [], {
      ...mine,
      mayMarkHelped: false,
      mayAsk: false,
    }),
  'GET /questions/q-1': () => ({ item: wholeQuestion, mine: { ...mine, mayMarkHelped: true, mayAsk: true } }),
  'GET /questions/q-1/answers': () => page([answer]),
  'GET /questions/q-1/comments': () =>
    page([
      { id: 'c-1', author, body: remark('Welk merk?'), at: question.at, on: { type: 'question', id: 'q-1' } },
      { id: 'c-2', author, body: remark('Bij ons ook.'), at: question.at, on: { type: 'answer', id: 'a-1' } },
    ] satisfies QuestionComment[]),
  'POST /questions/q-1/comments': () => ({
    item: { id: 'c-3', author, body: member.about, at: question.at },
    mine,
  }),
  'POST /questions': () => ({ item: wholeQuestion, mine: { ...mine, mayMarkHelped: true, mayAsk: true } }),
  'POST /questions/q-1/answers': () => ({ item: answer, mine }),
  'POST /suggestions': () => found,
  'POST /attachments': () => ({
    item: { id: 'f00d'.repeat(8), src: `/media/${'f00d'.repeat(8)}.webp#9x9`, width: 9, height: 9 },
  }),
  'POST /text/preview': () => ({ richText: member.about }),
}

/** The drafts of one member, as the server keeps them. */
function keptDrafts(): Record<string, Answering> {
  const drafts = new Map<string, { key: string; value: unknown; revision: number; at: string }>()
  const put =
    (key: string): Answering =>
    ({ body }) => {
      const { value, after } = body as { value: unknown; after?: number }
      const { revision = 0 } = drafts.get(key) ?? {}
      if (after !== undefined && after !== revision) return refusal('conflict', 409)
      const item = { key, value, revision: revision + 1, at: question.at }
      drafts.set(key, item)
      return { item }
    }
  const drop = (key: string) => () => {
    drafts.delete(key)
    return new Response(null, { status: 204 })
  }
  return new Proxy({} as Record<string, Answering>, {
    get(_, route: string) {
      if (route === 'GET /drafts') return () => ({ items: [...drafts.values()] })
      const [, method, key = ''] = /^(PUT|DELETE) \/drafts\/(.+)$/.exec(route) ?? []
      return method === 'PUT' ? put(key) : method === 'DELETE' ? drop(key) : undefined
    },
  })
}

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  body: unknown
  key: string | null
}

/**
 * Answers every request of the page from now on; `routes` come before the usual ones. A route may give a `Response`, or
 * throw as a network does. Returns what was asked; `stop` gives the network back.
 */
export function serve(routes: Record<string, Answering> = {}) {
  const real = window.fetch
  const asked: Asked[] = []
  const drafts = keptDrafts()
  window.fetch = async (input, init = {}) => {
    const url = new URL(String(input))
    const path = url.pathname.replace(/^\/api\/v1\/communities\/[^/]+/, '')
    const method = init.method ?? 'GET'
    const headers = new Headers(init.headers)
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : (init.body ?? undefined)
    asked.push({ method, path, query: url.searchParams, body, key: headers.get('idempotency-key') })
    const route = routes[`${method} ${path}`] ?? ROUTES[`${method} ${path}`] ?? drafts[`${method} ${path}`]
    if (!route) return refusal('not-found', 404)
    // A route that gives nothing leaves it to the usual one.
    const request = { method, path, query: url.searchParams, body, headers, signal: init.signal ?? undefined }
    const given = (await route(request)) ?? (await ROUTES[`${method} ${path}`]?.(request))
    return given instanceof Response ? given : Response.json(given)
  }
  return {
    asked,
    stop: () => {
      window.fetch = real
    },
  }
}

export const refusal = (name: string, status: number, detail = '') =>
  Response.json(
    { type: `urn:vlinder:problem:${name}`, title: name, status, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
