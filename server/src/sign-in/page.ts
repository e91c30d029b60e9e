/** What the popup shows when it does not go back to the page: why, in the reader's language. No cookies, nothing inline. */
import type { ProblemName } from '@vlinder/contract'

export type Lang = 'nl' | 'en'

const WORDS = {
  nl: {
    title: 'Aanmelden is niet gelukt',
    close: 'Sluit dit venster',
    hint: 'Je kunt dit venster sluiten en het op de pagina opnieuw proberen.',
    reasons: {
      'sign-in-expired': 'Deze aanmelding is verlopen of al gebruikt.',
      'sign-in-denied': 'De aanmelding is afgebroken of niet toegestaan.',
      'sign-in-failed': 'De aanmelddienst is niet te bereiken of geeft geen bruikbaar antwoord.',
      'sign-in-unknown': 'Aanmelden kan hier niet.',
      'not-admitted': 'Meld je aan met het account van je eigen organisatie.',
      'name-missing': 'Hier is niemand anoniem: bij je account hoort een echte naam te staan.',
      'rate-limited': 'Er melden zich nu veel mensen aan. Wacht een moment.',
    },
  },
  en: {
    title: 'Signing in did not work',
    close: 'Close this window',
    hint: 'You can close this window and try again on the page.',
    reasons: {
      'sign-in-expired': 'This sign-in is over, or was used already.',
      'sign-in-denied': 'The sign-in was broken off or not allowed.',
      'sign-in-failed': 'The sign-in service cannot be reached, or gives no usable answer.',
      'sign-in-unknown': 'Nobody can sign in here.',
      'not-admitted': 'Sign in with the account of your own organisation.',
      'name-missing': 'There is no anonymity here: your account must hold a real name.',
      'rate-limited': 'Many people are signing in now. Wait a moment.',
    },
  },
} satisfies Record<Lang, { reasons: Partial<Record<ProblemName, string>> } & Record<string, unknown>>

export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Dutch for whoever prefers it to English. */
export const languageOf = (accepted = ''): Lang =>
  /^nl\b/i.test(accepted.trim()) || (/\bnl\b/i.test(accepted) && !/\ben\b/i.test(accepted)) ? 'nl' : 'en'

/** `at` is the way to the page's own files. */
export function failurePage(lang: Lang, reason: ProblemName, at: string): string {
  const words = WORDS[lang]
  const text = words.reasons[reason as 'sign-in-failed'] ?? words.reasons['sign-in-failed']
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${words.title}</title>
<link rel="stylesheet" href="${at}page.css">
<script type="module" src="${at}page.js"></script>
<main>
<h1>${words.title}</h1>
<p data-problem="${reason}">${text}</p>
<p>${words.hint}</p>
<button type="button" hidden>${words.close}</button>
</main>
</html>
`
}

export const SCRIPT = `const button = document.querySelector('button')
button.hidden = false
button.addEventListener('click', () => close())
`

export const STYLE = `:root { color-scheme: light dark }
body { font: 1rem/1.55 system-ui, sans-serif; margin: 0; padding: 2rem 1.2rem }
main { max-width: 30rem; margin: auto }
h1 { font-size: 1.3rem; line-height: 1.3 }
button { font: inherit; padding: .4em 1em; border: 1px solid; border-radius: 99px; background: none; cursor: pointer }
:focus-visible { outline: 3px solid light-dark(#0b6b60, #5cc7b6); outline-offset: 2px }
`
