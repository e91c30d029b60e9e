/** One link for all widgets on a page that ask the same server for the same community in the same name. */
import { type ConnectOptions, type Link, link } from '@vlinder/client'
import type { Settings } from './settings.ts'

const byKey = new Map<string, Link>()
const byFunction = new WeakMap<object, Map<string, Link>>()

/** @throws ClientError of kind `misconfigured`, naming the attribute that is wrong */
export function linkOf(settings: Settings): Link {
  const { server = '', community = '', tokenUrl, getToken, signIn } = settings
  const key = `${server} ${community} ${getToken ? '' : signIn || tokenUrl}`
  const known = getToken ? (byFunction.get(getToken) ?? new Map<string, Link>()) : byKey
  if (getToken) byFunction.set(getToken, known)
  const options = signIn ? { getToken: signedIn(server, community) } : { tokenUrl, getToken }
  const made = known.get(key) ?? link({ server, community, ...options })
  known.set(key, made)
  return made
}

/** The token of who signed in here. Signing in is code of its own: most pages have a host that says who is asking. */
const signedIn =
  (server: string, community: string): ConnectOptions['getToken'] =>
  async (options) =>
    (await import('../sign-in/sign-in.ts')).signInAt(server, community).getToken(options)
