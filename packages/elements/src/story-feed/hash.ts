/**
 * A story, or a pattern, in the hash of the page's address: alone (`#vlinder-story=id`), or behind the route that a host
 * keeps there (`#/team?vlinder-story=id`), so that its router finds what it knows.
 */
const NAMED = /([#?&])vlinder-(story|pattern)=([^&]*)(&?)/
/** How routes in a hash begin. */
const ROUTE = /^#!?\//

/** The id of what a hash names; nothing for any other hash. */
export function inHash(hash: string, what: 'story' | 'pattern'): string | undefined {
  const [, , named, id = ''] = NAMED.exec(hash) ?? []
  if (named !== what) return undefined
  try {
    return decodeURIComponent(id) || undefined
  } catch {
    return undefined
  }
}

/** `address` without what it names. */
export const withoutNamed = (address: string): string =>
  address.replace(NAMED, (_, before, _what, _id, after) => (after ? before : ''))

/** The address at which the page that is shown opens the story. */
export function storyLink(id: string): string {
  const { hash } = new URL(withoutNamed(location.href))
  const [page] = location.href.split('#')
  const route = ROUTE.test(hash) ? hash + (hash.includes('?') ? '&' : '?') : '#'
  return `${page}${route}vlinder-story=${encodeURIComponent(id)}`
}
