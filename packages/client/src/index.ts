/** Talks to a Vlinder server: token, retry, cache and typed problems, in a browser or in Node. */
export { afterwards } from './afterwards.ts'
export { asks } from './asks.ts'
export { attachments } from './attachments.ts'
export { connect } from './connect.ts'
export type {
  Change,
  Connection,
  ConnectOptions,
  MembersQuery,
  MentionsQuery,
  Options,
  PagingQuery,
  QuestionsQuery,
  SearchedQuery,
  StoriesQuery,
  WriteOptions,
} from './connection.ts'
export { type DraftKeeper, draftKeeper, type Fields, type Kept } from './drafts.ts'
export { ClientError, type ClientErrorKind } from './errors.ts'
export { feed } from './feed.ts'
export { newKey } from './keys.ts'
export { type Link, link } from './link.ts'
export { type Live, type LiveState, live } from './live.ts'
export { members } from './members.ts'
export { mentions } from './mentions.ts'
export { type Outbox, outbox, type Waiting } from './outbox.ts'
export { patterns } from './patterns.ts'
export { previews } from './peers.ts'
export { questions } from './questions.ts'
export { reports } from './reports.ts'
export { search } from './search.ts'
export {
  isReturn,
  returnFromSignIn,
  type SignInOptions,
  type SigningIn,
  type SigningInOptions,
  signingIn,
} from './sign-in.ts'
export { stories } from './stories.ts'
export { written } from './written.ts'
