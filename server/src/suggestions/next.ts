/** Who may be asked next, where a question was asked of somebody who did not take it up. */
import { limits, type SuggestedPeer } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import type { Tables } from '../storage/schema.ts'
import { peersFor, withFaces } from './peers.ts'
import { whatWasThere } from './queries.ts'

/** The first of whom `text` speaks that is not among `except`. */
export async function nextPeer(
  db: Kysely<Tables>,
  asker: Asker,
  text: string,
  except: ReadonlySet<string>,
): Promise<SuggestedPeer | undefined> {
  const found = await whatWasThere(db, asker, text.slice(0, limits.SUGGESTION_TEXT_MAX).toWellFormed())
  if (!found) return undefined
  const ranked = await peersFor(db, asker, found, { max: except.size + 1 })
  const next = ranked.filter(({ member }) => !except.has(member)).slice(0, 1)
  return (await withFaces(db, asker, next))[0]
}
