/** How a link to a story ends. */
const START = '#vlinder-story='

/** The id that a hash names; nothing for any other hash. */
export function storyHash(hash: string): string | undefined {
  if (!hash.startsWith(START)) return undefined
  try {
    return decodeURIComponent(hash.slice(START.length)) || undefined
  } catch {
    return undefined
  }
}
