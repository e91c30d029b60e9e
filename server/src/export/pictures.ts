/** Pictures in stories, as an export tells them: once each, with the stories that name them now or did before. */
import { type Kysely, sql } from 'kysely'
import { mediaBytes } from '../media/queries.ts'
import type { Tables } from '../storage/schema.ts'
import { BATCH_ROWS, inOrder, record } from './rows.ts'

export async function* pictures(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('storyMedia')
      .select('media as id')
      .select(
        sql<string>`(select json_group_array(story) from (select s.story from story_media s
          where s.community = story_media.community and s.media = story_media.media order by s.story))`.as(
          'stories',
        ),
      )
      .where('community', '=', community)
      .where('media', '>', after)
      .groupBy('media')
      .orderBy('media')
      .limit(BATCH_ROWS),
  )
  for await (const { id, stories } of rows) {
    const bytes = await mediaBytes(db, id, 'medium')
    if (bytes) yield record('picture', community, { id, picture: dataUrl(bytes) }, { stories })
  }
}

export const dataUrl = (webp: Uint8Array): string =>
  `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`
