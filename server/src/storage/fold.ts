/** How words are compared, in the search index and in names. */

/** Lower case without diacritics. */
export const fold = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
