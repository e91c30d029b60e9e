/**
 * StackExchange sites to Vlinder's import format: each pair `<site>_questions.jsonl.gz` and `<site>_users.jsonl.gz`
 * in a folder becomes a community with members, questions, answers and comments. See the README beside this file.
 */
import { createReadStream, createWriteStream, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'

interface Comment {
  id: number
  /** Id of a user, the name of somebody who left, or null. */
  user: string | null
  created: string
  text: string
}
interface Post extends Omit<Comment, 'text'> {
  html: string
  comments: Comment[]
}
interface Question extends Post {
  title: string
  tags: string[]
  accepted: number | null
  license: string
  answers: Post[]
}
interface User {
  id: string
  name: string
  created: string
  about: string | null
}

/** Topics that a community may have. */
const TOPICS_MAX = 1_000
/** Where `browse.ts` shows a community. */
export const BROWSE_ORIGIN = 'http://localhost:4700'
const QUESTIONS = '_questions.jsonl.gz'

/** The sites in `folder`, by name: `beer`, `bicycles.meta`. */
export function sitesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(QUESTIONS))
  return files.map((name) => name.slice(0, -QUESTIONS.length)).sort()
}

/** The records of one site, in an order in which each comes after what it refers to. */
export async function* records(folder: string, site: string): AsyncGenerator<object> {
  const community = `stackexchange-${site}`
  const questions = () => linesOf<Question>(join(folder, site + QUESTIONS))
  yield await communityOf(community, site, questions())
  const known = new Set<string>()
  const author = (user: string | null) => (known.has(`u${user}`) ? `u${user}` : leaverId(user))
  /** People who left are in no list: they become members when their first words come by. */
  function* leavers(users: (string | null)[]) {
    for (const user of users) {
      const id = author(user)
      if (known.has(id)) continue
      known.add(id)
      yield { type: 'member', community, id, name: user ?? 'Deleted user', active: false }
    }
  }
  for await (const user of linesOf<User>(join(folder, `${site}_users.jsonl.gz`))) {
    known.add(`u${user.id}`)
    yield memberOf(community, site, user)
  }
  for await (const question of questions()) {
    const posts = [question, ...question.answers]
    yield* leavers(posts.flatMap((post) => [post.user, ...post.comments.map(({ user }) => user)]))
    const written = ({ user, created }: { user: string | null; created: string }) => ({
      author: author(user),
      at: moment(created),
    })
    const commentsOn = (on: string, comments: Comment[]) =>
      comments.map((comment) => ({
        type: 'comment',
        community,
        id: `c${comment.id}`,
        on,
        ...written(comment),
        body: withFormulas(comment.text),
      }))
    const { title, tags, html, accepted } = question
    const id = `q${question.id}`
    yield {
      type: 'question',
      community,
      id,
      ...written(question),
      title,
      topics: tags,
      language: 'en',
      body: readable(html, site),
      format: 'html',
    }
    yield* commentsOn(`question:${id}`, question.comments)
    for (const post of question.answers) {
      const answer = { type: 'answer', community, id: `a${post.id}`, question: id, ...written(post) }
      yield { ...answer, body: readable(post.html, site), format: 'html', helped: post.id === accepted }
      yield* commentsOn(`answer:a${post.id}`, post.comments)
    }
  }
}

/** Name, goal with the licence that CC BY-SA asks for, and the tags that are used, the most used first. */
async function communityOf(id: string, site: string, questions: AsyncIterable<Question>): Promise<object> {
  const tags = new Map<string, number>()
  const licences = new Set<string>()
  for await (const { tags: used, license } of questions) {
    licences.add(license)
    for (const tag of used) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  }
  const topics = [...tags].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([tag]) => tag)
  const host = `${site}.stackexchange.com`
  return {
    type: 'community',
    id,
    name: host,
    goal: `What the members of https://${host} asked and answered, under ${[...licences].sort().join(', ')} (https://stackoverflow.com/help/licensing). Each author's page is linked from their card.`,
    languages: ['en'],
    origins: [BROWSE_ORIGIN],
    topics: topics.slice(0, TOPICS_MAX),
    patterns: [],
  }
}

/** A member; "about" begins with the link to their own page, as CC BY-SA asks for. */
function memberOf(community: string, site: string, { id, name, created, about }: User): object {
  const page = `https://${site}.stackexchange.com/users/${id}`
  return {
    type: 'member',
    community,
    id: `u${id}`,
    name,
    about: `<p><a href="${page}">${page}</a></p>\n${readable(about ?? '', site)}`,
    format: 'html',
    joined: moment(created),
  }
}

/** An id for somebody of whom only the name is left. */
const leaverId = (name: string | null): string =>
  name === null ? 'deleted' : `left:${encodeURIComponent(name).replace(/[%!'()*]/g, '~')}`

/** Links within the site get its address, for they are read elsewhere now; what their editor says of a picture says nothing. */
const readable = (html: string, site: string): string =>
  html
    .replace(/\b(href|src)="\/(?!\/)/g, `$1="https://${site}.stackexchange.com/`)
    .replaceAll('alt="enter image description here"', 'alt="image"')

/** Code, to leave alone, or a formula: between two dollars each, or between one, then with no space inside of them and no figure behind (`$5 or $6`). */
const CODE_OR_FORMULA =
  /(`+)[\s\S]+?\1|(?<!\\)\$\$(?:[^$\n]|\n(?!\n))+\$\$|(?<!\\)\$(?=[^\s$])(?:[^$\n]|\n(?!\n))*?[^\s$\\]\$(?!\d)/g

/** Formulas hold signs that Markdown would take for its own. */
const withFormulas = (markdown: string): string =>
  markdown.replace(CODE_OR_FORMULA, (found, ticks) =>
    ticks ? found : found.replace(/[\\*_`[\]<>~|]/g, '\\$&'),
  )

/** Their times are in UTC, without saying so. */
const moment = (created: string): string => (/Z$|[+-]\d\d:\d\d$/.test(created) ? created : `${created}Z`)

async function* linesOf<Line>(file: string): AsyncGenerator<Line> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
}

/** Writes each site to `<out>/<site>.jsonl`, or all to standard output. */
async function convert(folder: string, out?: string): Promise<void> {
  const sites = sitesIn(folder)
  if (sites.length === 0) throw new Error(`There is no *${QUESTIONS} in ${folder}.`)
  if (out) mkdirSync(out, { recursive: true })
  for (const site of sites) {
    const text = Readable.from(jsonLines(records(folder, site)))
    if (out) await pipeline(text, createWriteStream(join(out, `${site}.jsonl`)))
    else await pipeline(text, process.stdout, { end: false })
    process.stderr.write(`${site}\n`)
  }
}

async function* jsonLines(records: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, out] = process.argv.slice(2)
  if (folder === undefined) {
    process.stderr.write(`node ${basename(import.meta.filename)} <folder> [<output folder>]\n`)
    process.exit(2)
  }
  await convert(folder, out)
}
