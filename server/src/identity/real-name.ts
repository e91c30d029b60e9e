/** There is no anonymity here: what counts as somebody's real name, as far as that can be seen. */

/** What people and directories put where a name is missing, whether or not something follows that tells them apart. */
const NOT_A_NAME =
  /^(an[o0]n|anonym(ous|e|us)?|an[o0]nymous|an[o0]n(iem|ieme|imo)|unknown|onbekende?|user|gebruiker|guest|gast|test|n\/?a)(( (user|gebruiker|guest|gast|coward|member|lid))?[ #_-]*\d*)$/

/** Zero-width characters, fillers and other things that nobody sees. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu

/** Holds a letter, is no e-mail address, and is not a way of saying "no name", however it is spelt. */
export function isRealName(name: unknown): name is string {
  if (typeof name !== 'string') return false
  const seen = name.normalize('NFKC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim()
  return /\p{L}/u.test(seen) && !seen.includes('@') && !NOT_A_NAME.test(seen.toLowerCase())
}
