/** Talks to a Vlinder server: token, retry, cache and typed problems, in a browser or in Node. */
export { connect } from './connect.ts'
export type {
  Change,
  Connection,
  ConnectOptions,
  MembersQuery,
  Options,
  PagingQuery,
  QuestionsQuery,
  StoriesQuery,
  WriteOptions,
} from './connection.ts'
export { ClientError, type ClientErrorKind } from './errors.ts'
export { newKey } from './keys.ts'
