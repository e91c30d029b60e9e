/** Plain "contains", for names; whatever is typed stands for itself. */
import { type RawBuilder, sql } from 'kysely'

/** `column` contains `text`, upper and lower case alike (ASCII). */
export const like = (column: RawBuilder<unknown>, text: string) =>
  sql<boolean>`${column} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
