/**
 * A story in the hash of the page's address: alone (`#vlinder-story=id`), or behind the route that a host keeps there
 * (`#/team?vlinder-story=id`), so that its router finds what it knows.
 */
const NAMED = /([#?&])vlinder-story=([^&]*)(&?)/
/** How routes in a hash begin. */
const ROUTE = /^#!?\//

/** The id that a hash names; nothing for any other hash. */
export function storyHash(hash: string): string | undefined {
  try {
    return decodeURIComponent(NAMED.exec(hash)?.[2] ?? '') || undefined
  } catch {
    return undefined
  }
}

/** `address` without the story that it names. */
export const withoutStory = (address: string): string =>
  address.replace(NAMED, (_, before, __, after) => (after ? before : ''))

/** The address at which the page that is shown opens the story. */
export function storyLink(id: string): string {
  const { hash } = new URL(withoutStory(location.href))
  const [page] = location.href.split('#')
  const route = ROUTE.test(hash) ? hash + (hash.includes('?') ? '&' : '?') : '#'
  return `${page}${route}vlinder-story=${encodeURIComponent(id)}`
}
