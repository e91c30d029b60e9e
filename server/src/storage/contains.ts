/** Plain "contains", for names; whatever is typed stands for itself. */
import { type RawBuilder, sql } from 'kysely'
import { fold } from './fold.ts'

/** `column` contains `text`, whatever the case and the diacritics of either. SQLite's `fold()` is ours, too. */
export const contains = (column: RawBuilder<unknown>, text: string) =>
  sql<boolean>`instr(fold(${column}), ${fold(text)}) > 0`
