/**
 * A story, a pattern or a question in the hash of the page's address: alone (`#vlinder-story=id`), or behind the route that
 * a host keeps there (`#/team?vlinder-story=id`), so that its router finds what it knows.
 */
const NAMED = /([#?&])vlinder-(story|pattern|question)=([^&]*)(&?)/
/** How routes in a hash begin. */
const ROUTE = /^#!?\//

export type Linked = 'story' | 'pattern' | 'question'

/** What a hash names, and its id; nothing for any other hash. */
export function inHash(hash: string): [what: Linked, id: string] | undefined {
  const [, , what, named = ''] = NAMED.exec(hash) ?? []
  try {
    const id = decodeURIComponent(named)
    return id ? [what as Linked, id] : undefined
  } catch {
    return undefined
  }
}

/** `address` without what it names. */
export const withoutNamed = (address: string): string =>
  address.replace(NAMED, (_, before, _what, _id, after) => (after ? before : ''))

/** The address at which the page that is shown opens it. */
export function linkTo(what: Linked, id: string): string {
  const { hash } = new URL(withoutNamed(location.href))
  const [page] = location.href.split('#')
  const route = ROUTE.test(hash) ? hash + (hash.includes('?') ? '&' : '?') : '#'
  return `${page}${route}vlinder-${what}=${encodeURIComponent(id)}`
}
