/** Makes a connection: a link, and everything that can be asked over it. */
import { afterwards } from './afterwards.ts'
import { attachments } from './attachments.ts'
import type { Connection, ConnectOptions } from './connection.ts'
import type { Env } from './env.ts'
import { feed } from './feed.ts'
import { type Link, link, linkIn } from './link.ts'
import { members } from './members.ts'
import { mentions } from './mentions.ts'
import { questions } from './questions.ts'
import { search } from './search.ts'
import { stories } from './stories.ts'
import { written } from './written.ts'

/**
 * A new connection to one community. Nothing is asked of the server yet.
 *
 * @throws ClientError of kind `misconfigured` when an option is missing or cannot work.
 */
export const connect = (options: ConnectOptions): Connection => over(link(options))

/** As `connect`, in a given world. */
export const connectIn = (env: Env, options: ConnectOptions): Connection => over(linkIn(env, options))

const over = (link: Link): Connection => ({
  server: link.server,
  communityId: link.communityId,
  url: link.url,
  subscribe: link.subscribe,
  ...feed(link),
  ...stories(link),
  ...attachments(link),
  ...questions(link),
  ...afterwards(link),
  ...members(link),
  ...mentions(link),
  ...search(link),
  revisions: written(link).revisions,
})
