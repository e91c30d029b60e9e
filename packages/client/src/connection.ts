/** The client's public surface: everything a page can ask of one community on one server. */
import type {
  AnswerChange,
  AnswerOne,
  AnswerPage,
  AttachmentOne,
  ChangeAction,
  ChangeType,
  CommentChange,
  CommentOne,
  CommentPage,
  Community,
  Featuring,
  FollowUp,
  Me,
  MeChange,
  MemberChange,
  MemberChanged,
  MemberOne,
  MemberPage,
  MentionPage,
  NewAnswer,
  NewComment,
  NewQuestion,
  NewStory,
  Outcome,
  QuestionChange,
  QuestionCommentPage,
  QuestionOne,
  QuestionPage,
  QuestionState,
  Reaction,
  ReactionResult,
  RelatedStories,
  RevisionPage,
  RichText,
  SearchPage,
  SearchType,
  StoryChange,
  StoryDraftOne,
  StoryKind,
  StoryOne,
  StoryPage,
  StorySort,
  SuggestionQuery,
  Suggestions,
  WrittenType,
} from '@vlinder/contract'

export interface ConnectOptions {
  /** Address of the Vlinder server, path prefix included. On a page it may be relative to the page's address. */
  server: string
  /** Id of the community. */
  community: string
  /** Gives a token that says who is asking; `refresh` asks for a new one instead of a remembered one. This or `tokenUrl`. */
  getToken?: ((options: { refresh: boolean; signal?: AbortSignal }) => Promise<string>) | undefined
  /** Address at the host that answers a POST, sent with the page's cookies, with JSON `{token}`. */
  tokenUrl?: string | undefined
  /** How long one request may take, in milliseconds; default 15,000. */
  timeout?: number | undefined
  /** What sends the requests; default the global `fetch`. */
  fetch?: typeof fetch | undefined
}

export interface Options {
  /** Aborting it rejects this call with kind `aborted`; work shared with other callers goes on. */
  signal?: AbortSignal | undefined
}

export interface WriteOptions extends Options {
  /** Idempotency key, from `newKey()`: give the same one again and nothing is made twice. Made when absent. */
  key?: string | undefined
}

export interface PagingQuery {
  /** The `next` of the page before. */
  cursor?: string | undefined
  limit?: number | undefined
}

export interface MembersQuery extends PagingQuery {
  /** Words in name, position or organisation. */
  q?: string | undefined
  topic?: string | undefined
}

export interface MentionsQuery extends PagingQuery {
  /** Only what is news: not seen yet, and of the last thirty days. */
  unread?: true | undefined
}

export interface StoriesQuery extends PagingQuery {
  kind?: StoryKind | undefined
  topic?: string | undefined
  pattern?: string | undefined
  author?: string | undefined
  /** A year or a month: `2026`, `2026-03`. */
  period?: string | undefined
  sort?: StorySort | undefined
}

export interface QuestionsQuery extends PagingQuery {
  state?: QuestionState | undefined
  topic?: string | undefined
  author?: string | undefined
  /** What waits for the asking member: asked of them by name. */
  asked?: 'me' | undefined
  /** What nobody took up or answered in time: for facilitators. */
  needs?: 'facilitator' | undefined
  /** Only those of which the asking member may be asked what came of it. */
  due?: true | undefined
}

export interface SearchedQuery extends PagingQuery {
  /** What is looked for; its last word counts as unfinished unless something follows it. */
  q: string
  /** Only these; default everything. */
  type?: readonly SearchType[] | undefined
}

/** What a write of this connection did, or one of somebody else. */
export interface Change {
  /** `community`: more than can be told one by one. */
  type: ChangeType
  /** Id of what changed; of the story, for a reaction. */
  id: string
  action: ChangeAction
  /** The story of a comment or the question of an answer, where the write names it. */
  parent?: string | undefined
  /** For a reaction over this connection: the story's counts now, and the asking member's own. */
  reactions?: ReactionResult | undefined
  /** It came from the server: somebody else wrote it, or the reader on another page. */
  remote?: true | undefined
}

/**
 * Every method rejects with a `ClientError`. What comes back may be shared with other callers: read it, do
 * not change it.
 */
export interface Connection {
  /** Address of the server, without a slash at its end. */
  readonly server: string
  readonly communityId: string
  /** Absolute address of a path that a record holds, such as a photo. */
  url(path: string): string

  community(options?: Options): Promise<Community>
  me(options?: Options): Promise<Me>
  changeMe(change: MeChange, options?: Options): Promise<Me>
  /** A JPEG, PNG, WebP, AVIF or GIF of at most 5 MB, with its type. */
  changePhoto(photo: Blob, options?: Options): Promise<Me>
  removePhoto(options?: Options): Promise<Me>

  /** One member. All that are asked for at about the same time go in one request. */
  member(id: string, options?: Options): Promise<MemberOne>
  /** As `member`, by the host's own id of a person. */
  memberBySubject(subject: string, options?: Options): Promise<MemberOne>
  /** As a facilitator: whether somebody may come in. What they shared stays. */
  changeMember(id: string, change: MemberChange, options?: Options): Promise<MemberChanged>
  members(query?: MembersQuery, options?: Options): Promise<MemberPage>
  /** Where colleagues named the asking member, newest first. */
  mentions(query?: MentionsQuery, options?: Options): Promise<MentionPage>
  /** The asking member has seen it: it is news no more. */
  seeMention(id: string, options?: Options): Promise<void>

  stories(query?: StoriesQuery, options?: Options): Promise<StoryPage>
  story(id: string, options?: Options): Promise<StoryOne>
  tellStory(story: NewStory, options?: WriteOptions): Promise<StoryOne>
  changeStory(id: string, change: StoryChange, options?: Options): Promise<StoryOne>
  deleteStory(id: string, options?: Options): Promise<void>
  /** Stories that resemble one. */
  related(id: string, options?: Options): Promise<RelatedStories>
  /** The asking member opened it: counted once a day, told to its author in total. */
  countRead(id: string, options?: Options): Promise<void>
  /** As a facilitator: puts a story in front of the feed, through a last day if one is given. */
  feature(id: string, featuring?: Featuring, options?: Options): Promise<StoryOne>
  unfeature(id: string, options?: Options): Promise<void>
  /** Gives (`on`) or takes back a reaction. */
  react(story: string, reaction: Reaction, on: boolean, options?: Options): Promise<ReactionResult>

  comments(story: string, query?: PagingQuery, options?: Options): Promise<CommentPage>
  comment(story: string, comment: NewComment, options?: WriteOptions): Promise<CommentOne>
  changeComment(id: string, change: CommentChange, options?: Options): Promise<CommentOne>
  deleteComment(id: string, options?: Options): Promise<void>

  questions(query?: QuestionsQuery, options?: Options): Promise<QuestionPage>
  /** One question; by the id of one that was merged into it as well. */
  question(id: string, options?: Options): Promise<QuestionOne>
  ask(question: NewQuestion, options?: WriteOptions): Promise<QuestionOne>
  changeQuestion(id: string, change: QuestionChange, options?: Options): Promise<QuestionOne>
  deleteQuestion(id: string, options?: Options): Promise<void>
  /** Comments on a question and on its answers, each saying on which. */
  questionComments(question: string, query?: PagingQuery, options?: Options): Promise<QuestionCommentPage>
  /** Asks or says something about the question itself; what answers it is an answer. */
  commentOnQuestion(question: string, comment: NewComment, options?: WriteOptions): Promise<CommentOne>

  answers(question: string, query?: PagingQuery, options?: Options): Promise<AnswerPage>
  answer(question: string, answer: NewAnswer, options?: WriteOptions): Promise<AnswerOne>
  changeAnswer(id: string, change: AnswerChange, options?: Options): Promise<AnswerOne>
  deleteAnswer(id: string, options?: Options): Promise<void>
  /** The asker says what helped. */
  markHelped(question: string, answer: string, helped: boolean, options?: Options): Promise<void>
  /** Somebody else than who gave an answer says what came of it when they tried it; null takes that back. */
  setTried(answer: string, outcome: Outcome | null, options?: Options): Promise<AnswerOne>
  /** The asker, or a facilitator, closes a question or opens it again. */
  closeQuestion(id: string, closed: boolean, options?: Options): Promise<QuestionOne>
  /** The asker says a month later what came of it, that it is too early, or not to be asked again; null takes that back. */
  followUp(question: string, said: FollowUp | null, options?: Options): Promise<QuestionOne>
  /** For the asker: a story that begins with their question and what helped. */
  storyDraft(question: string, options?: Options): Promise<StoryDraftOne>
  /** As a facilitator: lets a question go up in another that asks the same. Gives that other one. */
  mergeQuestion(id: string, into: string, options?: Options): Promise<QuestionOne>
  unmergeQuestion(id: string, options?: Options): Promise<QuestionOne>

  /** What became of something, newest change first: for its author and facilitators. */
  revisions(type: WrittenType, id: string, query?: PagingQuery, options?: Options): Promise<RevisionPage>

  /** Sends a picture for a story, and says how the story's Markdown names it. */
  attach(picture: Blob, options?: Options): Promise<AttachmentOne>
  /** Similar questions and stories, and peers with reasons, for what somebody is typing. */
  suggest(query: SuggestionQuery, options?: Options): Promise<Suggestions>
  /** Stories, questions, answers and members, best first. */
  search(query: SearchedQuery, options?: Options): Promise<SearchPage>
  /** Markdown as it will be shown. */
  preview(text: string, options?: Options): Promise<RichText>

  /** Calls `listener` after each write of this connection, so that widgets on one page stay in step. Returns what stops it. */
  subscribe(listener: (change: Change) => void): () => void
}
