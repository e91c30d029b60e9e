/** One connection for all widgets on a page that ask the same server for the same community in the same name. */
import { type Connection, connect } from '@vlinder/client'
import type { Settings } from './settings.ts'

const byKey = new Map<string, Connection>()
const byFunction = new WeakMap<object, Map<string, Connection>>()

/** @throws ClientError of kind `misconfigured`, naming the attribute that is wrong */
export function connection(settings: Settings): Connection {
  const { server = '', community = '', tokenUrl, getToken } = settings
  const key = `${server} ${community} ${getToken ? '' : tokenUrl}`
  const known = getToken ? (byFunction.get(getToken) ?? new Map<string, Connection>()) : byKey
  if (getToken) byFunction.set(getToken, known)
  const made = known.get(key) ?? connect({ server, community, tokenUrl, getToken })
  known.set(key, made)
  return made
}
