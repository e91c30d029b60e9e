/** Which language a text is in, by the small words that only one of them has, and words of both that say nothing about a subject. */
import { eng, nld } from 'stopword'
import { fold } from '../storage/fold.ts'

export const LANGUAGES = ['nl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the library's lists lack, of the words with which people ask. */
const MORE: Record<Language, string> = {
  nl: `aan alle altijd andere anderen binnen bent deden deed dit doe doet dingen erg even ga gaan gaat gewoon ging gingen graag had hadden
    heel hebt heb iedereen iedere jou jouw jullie kom komen komt kreeg krijg krijgen krijgt kun laat laten liet maak maakt maken
    mee mensen mogen moeten moest net nee ons onze paar soms sinds steeds tijdens veel vind vinden vraag waarom waarbij waarin waarmee
    waarvan weer weet weg welke willen wist worden wordt ze zeg zeggen zijn zit zitten zodat zoals zou zouden zullen`,
  en: `again anyone don down during few get gets getting got hers hi i if just know let no nor off once please so something someone
    somebody than thank thanks too until us want wants we why yes yours`,
}

const stopWords = (library: readonly string[], more: string): ReadonlySet<string> =>
  new Set([...library, ...more.split(/\s+/)].map(fold))

export const STOP_WORDS: Record<Language, ReadonlySet<string>> = {
  nl: stopWords(nld, MORE.nl),
  en: stopWords(eng, MORE.en),
}

/** The language of `words`; `otherwise` when they do not tell. */
export function languageOf(words: readonly { word: string }[], otherwise: Language): Language {
  let [nl, en] = [0, 0]
  for (const { word } of words) {
    const [dutch, english] = [STOP_WORDS.nl.has(word), STOP_WORDS.en.has(word)]
    if (dutch && !english) nl++
    if (english && !dutch) en++
  }
  return nl === en ? otherwise : nl > en ? 'nl' : 'en'
}

/** The one of ours that a language tag means: `en-GB` is English, and what we do not know is taken for Dutch. */
export const knownLanguage = (tag: string | null | undefined): Language =>
  tag?.toLowerCase().startsWith('en') ? 'en' : 'nl'
