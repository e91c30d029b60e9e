/** What the doctor says, in Dutch, to whoever builds the page. */
export const words = {
  title: 'Wat is er mis?',
  looking: 'Even kijken …',
  well: 'Niets gevonden: deze pagina is in orde.',
  found: (wrong: number, warnings: number) => `Werkt niet: ${wrong}. Kan beter: ${warnings}.`,
  stands: 'Er staat:',
  fix: 'Maak ervan:',
  report: 'Het hele verslag',
  again: 'Kijk opnieuw',
  copy: 'Kopieer het verslag',
  copied: 'Gekopieerd',
  /** By name, or by what a name begins with. */
  findings: {
    'script-twice': 'Het script staat vaker dan eens in de pagina; alleen het eerste telt.',
    'script-attribute': 'Het script heeft een attribuut dat geen instelling is.',
    'script-community': 'De server kent deze gemeenschap niet.',
    'other-copy': 'Twee kopieën van het script lopen door elkaar.',
    'tag-unknown': 'Dit element bestaat niet, of zijn code kon niet laden.',
    'attribute-unknown': 'Dit element kent een attribuut niet.',
    'setting-missing': 'Er ontbreekt een instelling op het element, de provider of het script.',
    'insecure-context': 'De pagina is http: de browser geeft geen cryptografie, sloten en klembord.',
    'prototype-patched': 'Een script van de pagina verandert hoe JSON wordt geschreven.',
    'mixed-content': 'De pagina is https en de server http: de browser houdt dat tegen.',
    offline: 'Dit apparaat is offline.',
    server: 'Vanuit deze browser antwoordt hier geen Vlinder-server.',
    'origin-not-allowed':
      'De gemeenschap bestaat niet of laat deze oorsprong niet toe, of een proxy haalt CORS-headers weg.',
    proxy: 'Iets tussen pagina en server verandert verzoeken of antwoorden.',
    csp: 'Het beleid van de pagina (CSP) houdt ons tegen.',
    'get-token': 'getToken van de pagina gaf een fout.',
    'token-url': 'Het tokenadres moet een POST beantwoorden met JSON {token}, of met 401.',
    'token-url-cors': 'Het tokenadres laat deze pagina niet met cookies lezen.',
    'token-url-cacheable': 'Het antwoord met het token mag bewaard worden.',
    'token-url-signed-out': 'Niemand is aangemeld, of het verzoek is geweigerd (CSRF).',
    token: 'Dit klopt niet in het token.',
    'token-future': 'De klok van de host loopt voor op die van de server.',
    'token-expired': 'De klok van de host loopt achter, of dit is een oud token.',
    'token-refused': 'De server weigert het token, en zegt waarom.',
  },
}

export type DoctorWords = typeof words
