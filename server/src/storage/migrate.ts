/** Brings a database up to date at start: one migration after another, each in a transaction of its own. */
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { StartError } from '../start-error.ts'
import { firstDoor } from './migrations/0001-first-door.ts'
import { search } from './migrations/0002-search.ts'
import { issuerKeys } from './migrations/0003-issuer-keys.ts'
import { unusedIndexes } from './migrations/0004-unused-indexes.ts'
import { signIn } from './migrations/0005-sign-in.ts'
import { audit } from './migrations/0006-audit.ts'
import { photoSizes } from './migrations/0007-photo-sizes.ts'
import { entraIssuers } from './migrations/0008-entra-issuers.ts'
import { drafts } from './migrations/0009-drafts.ts'
import { changes } from './migrations/0010-changes.ts'
import { revisions } from './migrations/0011-revisions.ts'
import { reads } from './migrations/0012-reads.ts'
import { attachments } from './migrations/0013-attachments.ts'
import { newestAssertion } from './migrations/0014-newest-assertion.ts'
import { reports } from './migrations/0015-reports.ts'
import { mentions } from './migrations/0016-mentions.ts'
import { previews } from './migrations/0017-previews.ts'
import { storyContact } from './migrations/0018-story-contact.ts'
import { searchTerms } from './migrations/0020-search-terms.ts'
import { asks } from './migrations/0021-asks.ts'
import { jobs } from './migrations/0022-jobs.ts'
import { afterwards } from './migrations/0023-afterwards.ts'
import { mergedQuestions } from './migrations/0024-merged-questions.ts'
import { memberSettings } from './migrations/0025-member-settings.ts'
import { suggestionEvidence } from './migrations/0026-suggestion-evidence.ts'
import { searchMembers } from './migrations/0027-search-members.ts'
import { patternsEdited } from './migrations/0028-patterns-edited.ts'
import type { Tables } from './schema.ts'

/** In order; a name, once released, never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-first-door': firstDoor,
  '0002-search': search,
  '0003-issuer-keys': issuerKeys,
  '0004-unused-indexes': unusedIndexes,
  '0005-sign-in': signIn,
  '0006-audit': audit,
  '0007-photo-sizes': photoSizes,
  '0008-entra-issuers': entraIssuers,
  '0009-drafts': drafts,
  '0010-changes': changes,
  '0011-revisions': revisions,
  '0012-reads': reads,
  '0013-attachments': attachments,
  '0014-newest-assertion': newestAssertion,
  '0015-reports': reports,
  '0016-mentions': mentions,
  '0017-previews': previews,
  '0018-story-contact': storyContact,
  '0020-search-terms': searchTerms,
  '0021-asks': asks,
  '0022-jobs': jobs,
  '0023-afterwards': afterwards,
  '0024-merged-questions': mergedQuestions,
  '0025-member-settings': memberSettings,
  '0026-suggestion-evidence': suggestionEvidence,
  '0027-search-members': searchMembers,
  '0028-patterns-edited': patternsEdited,
}

/** @throws StartError when the database holds a migration that this code does not know: it is newer. */
export async function migrate(db: Kysely<Tables>, migrations = MIGRATIONS): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // A database may have had a later one before an earlier one was released: each stands by itself.
    allowUnorderedMigrations: true,
  })
  await refuseNewer(db, migrations)
  // Kysely runs all that are pending in one transaction; one at a time keeps what succeeded.
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp()
    if (error) throw error
    if (results.length === 0) return
  }
}

async function refuseNewer(db: Kysely<Tables>, known: Record<string, Migration>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return
  const done = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  const newer = done.find(({ name }) => !Object.hasOwn(known, name))
  if (newer) {
    throw new StartError(
      `The database is newer than this version of Vlinder (it has "${newer.name}"). Start a newer version, or another database.`,
    )
  }
}
