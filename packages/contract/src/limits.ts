/**
 * The bounds of everything that crosses the wire, as plain constants, so that a browser can show
 * "12 characters left" without loading a schema. Text lengths are in UTF-16 code units, as
 * `String.length` and an input's `maxlength` count them.
 */

/** An id: ours are UUIDv7, imported ones are the source's own. */
export const ID_MAX = 128
/** A member's name, position or organisation, and every other line about themselves. */
export const NAME_MAX = 200
/** A member's own words about themselves, in Markdown. */
export const ABOUT_MAX = 4_000
/** A story's or question's title. */
export const TITLE_MAX = 300
/** What a story taught, in plain text; it stands in front of the tale. */
export const LESSON_MAX = 1_000
/** A story's, question's or answer's Markdown. StackExchange allows 30,000; imports must fit. */
export const BODY_MAX = 40_000
/** What a question says of its goal, of what was tried, or of what cannot be, in plain text. */
export const CIRCUMSTANCE_MAX = 2_000
/** A comment's Markdown. */
export const COMMENT_MAX = 10_000
/** What somebody says with a report, or a facilitator to its author, in plain text. */
export const REPORT_MAX = 1_000
/** What the asker says came of a question, in plain text. */
export const RESULT_MAX = 1_000
/** One topic or pattern name. */
export const TOPIC_MAX = 80
/** The shared goal of a community, in plain text. */
export const GOAL_MAX = 1_000
/** What to do about a pattern, in plain text. */
export const ADVICE_MAX = 1_000
/** An excerpt shown in a list, in plain text. */
export const EXCERPT_MAX = 320
/** A URL or an e-mail address. */
export const URL_MAX = 2_000
/** What somebody is typing when they ask for suggestions. */
export const SUGGESTION_TEXT_MAX = 2_000
/** A search in names, positions and organisations. */
export const SEARCH_MAX = 200
/** A cursor; opaque to the client. It holds the sort key of an item, so a name and an id must fit, encoded. */
export const CURSOR_MAX = 2_000
/** An `Idempotency-Key`. */
export const IDEMPOTENCY_KEY_MAX = 200

/** What names a draft: a form, and the id of what it is about. */
export const DRAFT_KEY_MAX = 200
/** A draft, in bytes of JSON: a story's fields at their longest, escaped, and half a body more. */
export const DRAFT_BYTES_MAX = 128 * 1024
/** Drafts of one member. */
export const DRAFTS_MAX = 100

/** Peers who read a story before it is published: more is an audience, and then it may as well stand in the feed. */
export const PEERS_MAX = 3
/** Stories of one member that wait for their peers. */
export const PREVIEWS_MAX = 20
/** Comments of author and peers on one of them, which come together. */
export const PREVIEW_COMMENTS_MAX = 100
/** How long what was said about it is kept once the story is published, in days. */
export const PREVIEW_KEPT_DAYS = 30

/** Members whom one question is asked by name: more is everybody, and everybody reads it anyway. */
export const ASKS_MAX = 5
/** Who has not replied to being asked is not waited for after so many hours: the asker is told who comes next. */
export const SILENT_HOURS = 48
/** A question that nobody took up or answered is the facilitators' concern after so many hours. */
export const UNHEARD_HOURS = 96

/** Topics on one story, question or member, who has one experience at most with each. */
export const TOPICS_MAX = 20
/** Patterns on one story. */
export const PATTERNS_MAX = 10
/** Topics or patterns that a community offers. */
export const COMMUNITY_TOPICS_MAX = 1_000
/** Origins from which a community's widgets may call. */
export const ORIGINS_MAX = 100
/** Colleagues that one text names: more are not told, and stand there by their name alone. */
export const MENTIONS_MAX = 20
/** Ids or subjects asked for in one request. */
export const BATCH_MAX = 100
/** Stories that stand in front at the same time. */
export const FEATURED_MAX = 3
/** Sections of one story: one for each prompt. */
export const SECTIONS_MAX = 20

/** Items on a page: by default, and at most. */
export const PAGE_DEFAULT = 20
export const PAGE_MAX = 100

/** Hits of each sort among suggestions; five peers are as many as one can choose from. */
export const SUGGESTIONS_MAX = 5

/** A JSON request body, in bytes. */
export const BODY_BYTES_MAX = 256 * 1024
/** A photo as it is sent, in bytes. */
export const PHOTO_BYTES_MAX = 5 * 1024 * 1024
/**
 * Edges of a photo as it is kept, in pixels: a face in a list (48 CSS pixels) at two dots a pixel; the same at three,
 * or in a card (80) at two; a card at three, or as large as a page makes it.
 */
export const PHOTO_EDGES = { small: 96, medium: 192, large: 512 } as const

/** A picture in a story is at most so wide and so high, in pixels: a reader's whole screen at two dots a pixel. */
export const ATTACHMENT_EDGE = 1600

/** Nesting of quotes and lists in rich text; deeper levels are flattened. */
export const RICH_TEXT_DEPTH_MAX = 12

/** How long an assertion may live (`exp - iat`), in seconds. */
export const ASSERTION_LIFETIME_S = 600
/** How far two clocks may differ, in seconds; `iat` may be this far ahead, too. */
export const CLOCK_SKEW_S = 60
