/** Issuers that are a tenant of Entra ID, whose access tokens have rules of their own. */
import { type Kysely, sql } from 'kysely'

export const entraIssuers = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table issuer add column entra text`.execute(db)
  },
}
