/**
 * The tables as Kysely sees them, in the state that the newest migration leaves. Every key starts with the
 * community, so that a community can live on a shard of its own. Times are ISO 8601 text in UTC with
 * milliseconds, so that they sort as text on both engines; booleans are 0 and 1; lists are JSON text. Columns are
 * snake_case in SQL and camelCase here (Kysely's CamelCasePlugin).
 */

import type {
  AskingRole,
  AskState,
  ChangeAction,
  ChangeType,
  FollowUpOutcome,
  Help,
  Outcome,
  PeerState,
  QuestionState,
  Reaction,
  ReportReason,
  ReportState,
  StoryKind,
  StoryStatus,
  WrittenType,
} from '@vlinder/contract'
import type { Generated } from 'kysely'

export interface Tables {
  community: CommunityTable
  member: MemberTable
  identity: IdentityTable
  issuer: IssuerTable
  signInProvider: SignInProviderTable
  signIn: SignInTable
  signInSession: SignInSessionTable
  media: MediaTable
  storyMedia: StoryMediaTable
  story: StoryTable
  storyRead: StoryReadTable
  storyReadDay: { community: string; story: string; day: string; reads: number }
  storyTopic: TopicTable
  storyPattern: { community: string; owner: string; pattern: string }
  memberTopic: TopicTable
  experience: ExperienceTable
  questionTopic: TopicTable
  comment: CommentTable
  reaction: ReactionTable
  question: QuestionTable
  ask: AskTable
  job: JobTable
  answer: AnswerTable
  tried: TriedTable
  followUp: FollowUpTable
  audit: AuditTable
  draft: DraftTable
  changes: ChangesTable
  revision: RevisionTable
  report: ReportTable
  mention: MentionTable
  preview: PreviewTable
  previewPeer: PreviewPeerTable
  previewComment: PreviewCommentTable
  searchEntry: SearchEntryTable
  searchBlock: { community: string; block: number; data: Uint8Array }
  searchTerm: { community: string; block: number; term: string; data: Uint8Array }
  searchWord: SearchWordTable
  /** One row, once the index was made. */
  searchState: { analyser: number }
}

/** A document in the search index; see search/. */
export interface SearchEntryTable {
  row: Generated<number>
  community: string
  type: 'story' | 'question' | 'member'
  id: string
  /** JSON: how often each term stands in title, body and answers. */
  terms: string
  /** JSON: the words as they were written, folded. */
  words: string
}

/** A word as it was written, folded; see search/. */
export interface SearchWordTable {
  community: string
  word: string
  backwards: string
  /** In how many stories and questions it stands. */
  documents: number
  /** Of how many members it is in their name, or in what they say of themselves. */
  members: number
}

/** A line of the audit log. It holds ids only: no names, texts, addresses of mail, tokens or query strings. */
export interface AuditTable {
  community: string
  /** Counted from 1 in each community, without gaps. */
  n: number
  at: string
  /** `command`: who was on the server itself. `nobody`: we could not tell. */
  role: AskingRole | 'command' | 'issuer' | 'nobody'
  /** Member id, or an issuer's iss. */
  actor: string | null
  /** As `can()` names it, or the command. */
  action: string
  /** The sort of thing that it was done to, and its id. */
  type: string
  object: string | null
  /** Network address that it came from. */
  address: string | null
  /** `done`, or the name of the problem that refused it. */
  result: string
  /** How often, within a minute: refusals that are alike are not all written. */
  times: number
  /** Hash of the line before, and of this one: see `audit/chain.ts`. */
  previous: string
  hash: string
}

export interface CommunityTable {
  id: string
  name: string
  goal: string
  /** JSON: languages, the community's own first. */
  languages: string
  /** JSON: origins whose pages may call. */
  origins: string
  /** JSON: topics. */
  topics: string
  /** JSON: the contract's `Pattern` each, in their order. */
  patterns: string
  /** When a facilitator last changed them here; null while they are as they came. */
  patternsEdited: Generated<string | null>
  /** Template of the contact button's address, with `{email}`, `{name}` or `{id}` in it. */
  contact: string | null
  /** Whether a member needs a photo before they can post. */
  photoBeforePost: Generated<number>
}

export interface MemberTable {
  community: string
  id: string
  /** The host's id for an imported member who has no identity yet; never sent to anybody. */
  subject: string | null
  name: string
  position: string | null
  organisation: string | null
  email: string | null
  /** Id in `media`. */
  photo: string | null
  /** JSON: what became of the newest assertion's picture; see members/picture.ts. */
  picture: string | null
  /** Markdown. */
  about: string
  language: string | null
  /** When they are best reached, plain text. */
  hours: string | null
  /** First and last day of being away: both, or neither. */
  awayFrom: string | null
  awayUntil: string | null
  /** 0 for who would not be suggested as a peer. */
  suggested: Generated<number>
  joined: string
  active: number
  role: 'member' | 'facilitator'
  /** JSON: fields that the member changed here; an assertion or import leaves them alone. */
  own: string
}

export interface IdentityTable {
  community: string
  issuer: string
  subject: string
  member: string
  /** `iat` of the assertion that last changed the member. */
  asserted: Generated<number>
}

export interface IssuerTable {
  community: string
  issuer: string
  /** Order of adding; the first one may claim imported members. */
  position: number
  /** JSON: public keys as JWKs, each with `kid` and `alg`; none when one of the next two is there. */
  keys: string
  /** Address of a key set. */
  jwks: string | null
  /** Name of the environment variable with a shared secret; the secret itself is never here. */
  secretEnv: string | null
  /** JSON: what tokens of this tenant of Entra ID must hold; null for every other issuer. */
  entra: string | null
  /** JSON: role -> value in the assertion's `roles`. */
  roles: string
  /** `all`, `listed` or `<claim>=<value>`. */
  admit: string
}

/** Through which provider the members of a community sign in. */
export interface SignInProviderTable {
  community: string
  /** Its issuer, where its configuration is found. */
  provider: string
  /** The `iss` of what the server signs about who came through it; a row in `issuer`. */
  issuer: string
  clientId: string
  /** Name of the environment variable with the client's secret. */
  secretEnv: string | null
  /** JSON: tenants whose people may come in; none where the provider has no tenants. */
  tenants: string
  /** JSON: pages to which the popup goes back, one for each origin. */
  returns: string
}

/** A sign-in under way. What the browser holds is stored as SHA-256, in base64url. */
export interface SignInTable {
  community: string
  /** Of the handle. */
  id: string
  /** Of the widget's verifier. */
  challenge: string
  /** The page to go back to. */
  returnTo: string
  expires: string
  /** Of the state that the provider brings back, once; with the nonce and the verifier that it must answer to. */
  state: string | null
  nonce: string | null
  pkce: string | null
  /** Of the code that the popup brings to the page. */
  code: string | null
  /** JSON: who signed in, until the page fetches it. */
  claims: string | null
  /** Name of the problem in which it ended. */
  failure: string | null
}

/** Somebody who signed in, and may have new assertions until it ends. */
export interface SignInSessionTable {
  community: string
  id: string
  /** SHA-256 of the one secret that is good for the next assertion. */
  secret: string
  issuer: string
  /** JSON: what its assertions say. */
  claims: string
  ends: string
}

export interface MediaTable {
  community: string
  /** 128 bits of the SHA-256 of community and bytes, hex: who does not have the picture cannot guess it. */
  id: string
  /** The photo in the middle one of its sizes. */
  bytes: Uint8Array
  /** The other sizes; photos from before there were more have none. */
  small: Uint8Array | null
  large: Uint8Array | null
  /** Of a picture in a story: who sent it, its size in pixels, and when it was sent last. A photo has none of these. */
  member: string | null
  width: number | null
  height: number | null
  at: string | null
}

/** The pictures that a story names, in any of its versions. */
export interface StoryMediaTable {
  community: string
  story: string
  media: string
}

/** Who wrote it and when; shared by everything that members write. */
interface Written {
  community: string
  id: string
  author: string
  at: string
  edited: string | null
  /** Of the request that made it; null for imported rows. */
  idempotencyKey: string | null
  /** SHA-256 of that request's body, hex. */
  idempotencyHash: string | null
  /** 1 while only its author and facilitators may read it; see `reports/`. */
  hidden: Generated<number>
}

export interface StoryTable extends Written {
  /** `deleted`: its words are gone, and it stands for what others wrote below it. */
  status: Generated<StoryStatus | 'deleted'>
  kind: StoryKind
  title: string
  /** Plain text, may be empty. */
  lesson: string
  /** Markdown. */
  body: string
  /** JSON: `{prompt, body}` each, body in Markdown. */
  sections: string
  language: string
  /** Derived from the words, so that a list need not read them. */
  excerpt: string
  readingTime: number
  /** Kept with each write of a comment or reaction, in the same transaction. */
  comments: number
  recognise: number
  learned: number
  thanks: number
  /** By others than the author, once for each member and day: ever, and in the last thirty days. */
  reads: Generated<number>
  readsMonth: Generated<number>
  /** 1 when its author may be called about it, 0 when they would rather not, null while they did not say. */
  contact: Generated<number | null>
  /** The last day on which it stands in front; null for most. */
  featuredUntil: string | null
}

/** That a member read a story, and on which day last. Kept for some weeks: see stories/reads.ts. */
export interface StoryReadTable {
  community: string
  story: string
  member: string
  day: string
}

export interface TopicTable {
  community: string
  owner: string
  topic: string
}

/** What a member went through with a topic, as they say. */
export interface ExperienceTable {
  community: string
  member: string
  topic: string
  outcome: Outcome
  /** Plain text. */
  note: string | null
}

export interface CommentTable extends Written {
  /** What it is about: `onId` is the id of a story, question or answer. */
  onType: 'story' | 'question' | 'answer'
  onId: string
  replyTo: string | null
  body: string
  origin: Generated<string | null>
}

export interface ReactionTable {
  community: string
  story: string
  member: string
  reaction: Reaction
  at: string
}

export interface QuestionTable extends Written {
  title: string
  body: string
  language: string
  state: QuestionState
  excerpt: string
  answers: number
  helped: number
  /** Plain text, may be empty. */
  goal: Generated<string>
  tried: Generated<string>
  constraint: Generated<string>
  /** A day. */
  by: Generated<string | null>
  help: Generated<Help | null>
  /** The question that it was merged into: what stood under it stands there. See questions/merge.ts. */
  mergedInto: Generated<string | null>
}

/** That a member was asked a question by name, and what came of it. */
export interface AskTable {
  community: string
  question: string
  member: string
  /** Who named them: the asker, a facilitator, or a member who was asked before. */
  askedBy: string
  at: string
  state: AskState
  /** Whom they named instead. */
  referredTo: string | null
  /** When they replied last. */
  replied: string | null
  /** The question about which they were asked, where that was merged into this one. */
  origin: Generated<string | null>
}

/** Something to do at a given moment, by whichever process comes first. */
export interface JobTable {
  community: string
  kind: 'ask-silent' | 'question-unheard'
  /** What it is about: an id, or JSON of several. */
  subject: string
  due: string
  /** Until when somebody is at it; null before. */
  lease: Generated<string | null>
}

export interface AnswerTable extends Written {
  question: string
  body: string
  helped: number
  /** The question under which it was given, where that was merged into this one. */
  origin: Generated<string | null>
}

/** That a member tried what an answer says, and what came of it. */
export interface TriedTable {
  community: string
  answer: string
  member: string
  outcome: Outcome
  at: string
}

/** What the asker said a month later. */
export interface FollowUpTable {
  community: string
  question: string
  outcome: FollowUpOutcome
  /** Plain text, may be empty. */
  words: Generated<string>
  at: string
}

export interface DraftTable {
  community: string
  member: string
  key: string
  /** JSON: the form's fields. */
  value: string
  revision: number
  at: string
}

/** The newest changes of each community; older ones are thrown away. Ids only, and nobody's name. */
export interface ChangesTable {
  community: string
  /** Counted from 1 in each community. */
  n: number
  at: string
  type: ChangeType
  id: string
  /** Of what a comment or an answer stands under. */
  parent: string | null
  action: ChangeAction
  /** JSON: ids of the members who hear of it; null for everybody. */
  heardBy: string | null
}

/** What something said before it was changed. */
export interface RevisionTable {
  community: string
  type: WrittenType
  id: string
  /** Counted from 1 for each thing. */
  n: number
  /** When it was changed into what came after, and by whom. */
  at: string
  member: string
  /** JSON: every field that its author may change. */
  words: string
}

export interface ReportTable {
  community: string
  id: string
  onType: WrittenType
  onId: string
  /** Who reported: told to facilitators only. */
  author: string
  at: string
  reason: ReportReason
  /** Plain text, may be empty. */
  text: string
  state: ReportState
  /** The facilitator's word to the author, plain text. */
  note: Generated<string>
  decidedBy: string | null
  decidedAt: string | null
  idempotencyKey: string | null
  idempotencyHash: string | null
}

/** Whom a text names. Follows from the words, and can be made anew from them, but for what was seen. */
export interface MentionTable {
  community: string
  onType: WrittenType
  onId: string
  member: string
  /** Who wrote the text. */
  author: string
  /** When it was first written there. */
  at: string
  /** 1 once the one who is named said so. */
  seen: Generated<number>
}

/** A story that peers read before it is published. */
export interface PreviewTable {
  community: string
  id: string
  author: string
  at: string
  /** When its words last changed. */
  edited: string | null
  /** JSON: the story as it will be published; `{}` once it is. */
  words: string
  /** Counted from 1. */
  revision: Generated<number>
  /** Which story it became, and when. */
  story: string | null
  published: string | null
  idempotencyKey: string | null
  idempotencyHash: string | null
}

export interface PreviewPeerTable {
  community: string
  preview: string
  member: string
  state: PeerState
  /** The newest revision that they said something about; 0 before. */
  seen: Generated<number>
}

export interface PreviewCommentTable {
  community: string
  id: string
  preview: string
  author: string
  at: string
  /** Markdown. */
  body: string
  revision: number
  idempotencyKey: string | null
  idempotencyHash: string | null
}
