/** One link for all widgets on a page that ask the same server for the same community in the same name. */
import { type Link, link } from '@vlinder/client'
import type { Settings } from './settings.ts'

const byKey = new Map<string, Link>()
const byFunction = new WeakMap<object, Map<string, Link>>()

/** @throws ClientError of kind `misconfigured`, naming the attribute that is wrong */
export function linkOf(settings: Settings): Link {
  const { server = '', community = '', tokenUrl, getToken } = settings
  const key = `${server} ${community} ${getToken ? '' : tokenUrl}`
  const known = getToken ? (byFunction.get(getToken) ?? new Map<string, Link>()) : byKey
  if (getToken) byFunction.set(getToken, known)
  const made = known.get(key) ?? link({ server, community, tokenUrl, getToken })
  known.set(key, made)
  return made
}
