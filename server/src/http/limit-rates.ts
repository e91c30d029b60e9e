/** What is limited and how much of it goes through, each number with its reason. `LIMITS` may name a file with others. */

export interface Rate {
  requests: number
  /** Within so many seconds, counted from the first of them. */
  seconds: number
}

/** What is counted apart: `token-failures` are tokens that do not hold, the others are requests. */
export type LimitKind = 'read' | 'write' | 'photo' | 'sign-in' | 'token-failures'

export interface Limits {
  read: { member: Rate; address: Rate }
  write: { member: Rate; address: Rate }
  photo: { member: Rate; address: Rate }
  'sign-in': { address: Rate }
  'token-failures': { address: Rate }
}

/** So short that a widget which has to wait for its end is soon back by itself. */
const SHORT_S = 10

/**
 * A whole hospital may come from one address: a limit per address is what a house full of people needs at its busiest
 * minute, and keeps one house from taking all that the server has. A limit per member is what one person can use.
 */
export const DEFAULT_LIMITS: Limits = {
  read: {
    // A page with every widget asks some ten things; nobody turns to another page every second.
    member: { requests: 100, seconds: SHORT_S },
    // Five thousand people who open the intranet within the same minute, each asking six things.
    address: { requests: 5_000, seconds: SHORT_S },
  },
  write: {
    // Two a second: reactions pressed in a row while drafts are saved, or an outbox that comes back online.
    member: { requests: 20, seconds: SHORT_S },
    // A tenth of what a disk that confirms each write takes, and all of a symposium pressing "recognise" at once.
    address: { requests: 500, seconds: SHORT_S },
  },
  photo: {
    // Some tries at cropping. Each costs the processor as much as hundreds of reads.
    member: { requests: 10, seconds: 600 },
    // An introduction day where everybody adds their photo.
    address: { requests: 200, seconds: 600 },
  },
  // A shift of hundreds that starts work within a quarter of an hour, and then some: each makes a row and a redirect.
  'sign-in': { address: { requests: 100, seconds: 60 } },
  // Pages that wake up with an expired token send it once. Ten signatures a second cost a thousandth of a processor.
  'token-failures': { address: { requests: 600, seconds: 60 } },
}
