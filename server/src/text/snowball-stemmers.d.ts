declare module 'snowball-stemmers' {
  /** `dutch` is Snowball's `dutch_porter`, the algorithm that was called `dutch` before Snowball 3. */
  export function newStemmer(language: 'dutch' | 'english'): { stem(word: string): string }
}
declare module 'stopword' {
  export const nld: string[]
  export const eng: string[]
}
