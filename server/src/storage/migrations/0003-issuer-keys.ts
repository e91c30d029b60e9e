/** Issuers whose keys are published at an address, or who share a secret that stands in the environment. */
import { type Kysely, sql } from 'kysely'

const COLUMNS = ['alter table issuer add column jwks text', 'alter table issuer add column secret_env text']

export const issuerKeys = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of COLUMNS) await sql.raw(statement).execute(db)
  },
}
