/** What is said while somebody signs in. Of both languages, for there is little of it. */

const nl = {
  title: 'Aanmelden',
  opening: 'Er gaat een venster open.',
  waiting: 'Meld je aan in het venster dat openging. Daarna gaat het hier vanzelf verder.',
  blocked: 'Je browser hield het venster tegen. Open het hiermee:',
  link: 'Open het aanmeldvenster',
  cancel: 'Annuleren',
  again: 'Probeer opnieuw',
  done: 'Je bent aangemeld. Je kunt dit venster sluiten.',
  lost: 'De pagina waar je je aanmeldde is er niet meer. Sluit dit venster, en meld je daar opnieuw aan.',
  failed: {
    'sign-in-denied': 'De aanmelding is afgebroken of niet toegestaan.',
    'sign-in-expired': 'De aanmelding duurde te lang of was al gebruikt.',
    'sign-in-failed': 'De aanmelddienst is niet te bereiken of geeft geen bruikbaar antwoord.',
    'sign-in-unknown': 'Aanmelden is hier nog niet goed ingesteld.',
    'not-admitted': 'Meld je aan met het account van je eigen organisatie.',
    'name-missing': 'Hier is niemand anoniem: bij je account hoort een echte naam te staan.',
    'rate-limited': 'Er melden zich nu veel mensen aan. Wacht een moment.',
    misconfigured: 'Aanmelden is hier nog niet goed ingesteld.',
    timeout: 'De aanmelding duurde te lang.',
    offline: 'Je bent offline.',
    unreachable: 'De server is even niet te bereiken.',
    problem: 'Er ging iets mis.',
  },
}

const en: typeof nl = {
  title: 'Sign in',
  opening: 'A window opens.',
  waiting: 'Sign in in the window that opened. Then it goes on here by itself.',
  blocked: 'Your browser blocked the window. Open it with this:',
  link: 'Open the sign-in window',
  cancel: 'Cancel',
  again: 'Try again',
  done: 'You are signed in. You can close this window.',
  lost: 'The page where you signed in is gone. Close this window, and sign in again there.',
  failed: {
    'sign-in-denied': 'The sign-in was broken off or not allowed.',
    'sign-in-expired': 'The sign-in took too long, or was used already.',
    'sign-in-failed': 'The sign-in service cannot be reached, or gives no usable answer.',
    'sign-in-unknown': 'Signing in is not set up well here yet.',
    'not-admitted': 'Sign in with the account of your own organisation.',
    'name-missing': 'There is no anonymity here: your account must hold a real name.',
    'rate-limited': 'Many people are signing in now. Wait a moment.',
    misconfigured: 'Signing in is not set up well here yet.',
    timeout: 'The sign-in took too long.',
    offline: 'You are offline.',
    unreachable: 'The server cannot be reached for a moment.',
    problem: 'Something went wrong.',
  },
}

export const signInWords = { nl, en }
