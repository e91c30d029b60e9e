/** In which small way two addresses differ that should have been the same: the mistakes that people make. */

/** Undefined when they differ by more than a slip. */
export function difference(is: string, shouldBe: string): string | undefined {
  if (is === shouldBe) return undefined
  if (is.trim() === shouldBe) return 'it has spaces around it'
  if (is.toLowerCase() === shouldBe.toLowerCase()) return 'its letters are in another case'
  if (`${is}/` === shouldBe) return 'it lacks the slash at its end'
  if (is === `${shouldBe}/`) return 'it has a slash too many at its end'
  const [a, b] = [URL.parse(is), URL.parse(shouldBe)]
  if (!a || !b) return undefined
  if (a.href === b.href) return 'it is written in another way'
  const differing = [
    a.protocol !== b.protocol && `it says ${a.protocol}// instead of ${b.protocol}//`,
    a.hostname !== b.hostname &&
      (a.hostname.replace(/^www\./, '') === b.hostname.replace(/^www\./, '')
        ? 'it differs by www.'
        : 'it is another host'),
    a.protocol === b.protocol &&
      a.port !== b.port &&
      `it has ${a.port ? `port ${a.port}` : 'no port'} instead of ${b.port ? `port ${b.port}` : 'none'}`,
    a.pathname.replace(/\/$/, '') !== b.pathname.replace(/\/$/, '') && 'it has another path',
  ].filter((one) => one !== false)
  return differing.length === 1 ? differing[0] : undefined
}
