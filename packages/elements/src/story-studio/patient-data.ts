/**
 * Places in a text that look as if they tell who a client is: numbers that pass a citizen number's test, telephone numbers,
 * mail addresses, birth dates beside a name, postcodes with a house number. It looks on the page itself: nothing is sent.
 * Rather a few that are missed than many that are none, for a warning that is often wrong is read by nobody.
 */
export type Sort = 'bsn' | 'phone' | 'email' | 'birth' | 'address'

export interface Place {
  start: number
  end: number
  sort: Sort
}

const MONTHS =
  'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|february|march|may|june|july|august|october'
const DATE = new RegExp(
  String.raw`(?<![\d-])(?:\d{1,2}[-/.](?:\d{1,2})[-/.]((?:19|20)\d\d)|((?:19|20)\d\d)-\d{2}-\d{2}|\d{1,2}\s(?:${MONTHS})\s((?:19|20)\d\d))(?![\d-])`,
  'giu',
)
/** Says that a date is somebody's birthday. */
const BORN = /\b(?:geb(?:\.|oren|oortedatum)?|born|dob|date of birth)(?![\p{L}])/iu
/** A form of address or initials, with a name after it. */
const NAME =
  /(?<![\p{L}])(?:(?:mevr(?:ouw|\.)?|mw\.?|meneer|de\sheer|dhr\.?|mrs?\.?|ms\.?)\s|(?:\p{Lu}\.\s?){1,4})(?:(?:van|de|den|der|ten|ter|el|in|’t|'t)\s){0,3}\p{Lu}\p{Ll}+/giu
/** A colleague is no client, whatever their name (200 letters, each escaped) and their id look like. */
const NAMED = /\[@(?:\\.|[^\\[\]]){0,400}\]\(member:[^\s()]+\)/g
/** Further from a date than this, in characters, it is about something else. */
const NEAR = 60
/** A date after this year is hardly the birthday of somebody who is cared for; it is when something happened. */
const BORN_BEFORE = 2010

const FINDERS: Record<Sort, (text: string) => RegExpExecArray[]> = {
  email: (text) =>
    all(text, /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/giu),
  bsn: (text) =>
    all(
      text,
      /(?<![\w.,-])\d{3}[ .]?\d{3}[ .]?\d{3}(?![\w-]|[.,]\d)|(?<![\w.,-])\d{4}[ .]\d{2}[ .]\d{3}(?![\w-]|[.,]\d)/g,
    ).filter(([found]) => isBsn(found)),
  phone: (text) =>
    all(
      text,
      /(?<![\w.,-])(?:(?:\+|00)31[ .-]?(?:\(0\)[ .-]?)?|\(?0)\d(?:[ .()-]{0,2}\d){7,9}(?![\w]|[.,-]\d)/g,
    ).filter(([found]) => isPhone(found)),
  birth: (text) => all(text, DATE).filter((found) => isBirth(text, found)),
  address: (text) =>
    all(
      text,
      /(?<![\w])(?:\d{1,4}[ -]?[a-z]?,?\s+[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}|[1-9]\d{3} ?(?!S[ADS])[A-Z]{2},?\s+(?:nr\.?\s|nummer\s)?\d{1,4})(?![\w])/g,
    ),
}

/** In the order of the text; where two claim the same place, the first of the list above has it. */
export function patientData(written: string): Place[] {
  const text = written.replace(NAMED, (mention) => ' '.repeat(mention.length))
  const places: Place[] = []
  for (const [sort, find] of Object.entries(FINDERS))
    for (const { index: start, 0: found } of find(text)) {
      const place = { start, end: start + found.length, sort: sort as Sort }
      if (!places.some((other) => place.start < other.end && other.start < place.end)) places.push(place)
    }
  return places.sort((a, b) => a.start - b.start)
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)]
const digits = (text: string) => text.replace(/\D/g, '')

/** The test that each Dutch citizen number passes, and one in eleven of other numbers. */
function isBsn(found: string): boolean {
  const sum = [...digits(found)].reduce(
    (total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i),
    0,
  )
  return sum !== 0 && sum % 11 === 0
}

/** Nine digits after the zero or the country; those of services tell of nobody. */
function isPhone(found: string): boolean {
  const own = digits(found).replace(/^(?:0031|31(?=\d{9,10}$))0?|^0/, '')
  return /^[1-9]\d{8}$/.test(own) && !/^(?:800|900|906|909|14)/.test(own)
}

function isBirth(text: string, { index, 0: found, ...parts }: RegExpExecArray): boolean {
  const year = Number(parts[1] ?? parts[2] ?? parts[3])
  const before = text.slice(Math.max(0, index - NEAR), index)
  const near = `${before} ${text.slice(index + found.length, index + found.length + NEAR)}`
    .split(/\n/)
    .join(' ')
  return BORN.test(before) || (year < BORN_BEFORE && all(near, NAME).length > 0)
}
