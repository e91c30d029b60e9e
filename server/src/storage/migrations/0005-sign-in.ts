/** Signing in through a provider: its configuration, sign-ins under way, and who signed in. */
import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table sign_in_provider (
    community text primary key references community (id),
    provider text not null,
    issuer text not null,
    client_id text not null,
    secret_env text,
    tenants text not null default '[]',
    returns text not null
  ) strict`,

  `create table sign_in (
    community text not null references community (id),
    id text not null,
    challenge text not null,
    return_to text not null,
    expires text not null,
    state text,
    nonce text,
    pkce text,
    code text,
    claims text,
    failure text,
    primary key (community, id)
  ) strict`,
  // Those that are over are swept away when the next one begins.
  'create index sign_in_expires on sign_in (community, expires)',

  `create table sign_in_session (
    community text not null references community (id),
    id text not null,
    secret text not null,
    issuer text not null,
    claims text not null,
    ends text not null,
    primary key (community, id)
  ) strict`,
  // As above.
  'create index sign_in_session_ends on sign_in_session (community, ends)',
]

export const signIn = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of TABLES) await sql.raw(statement).execute(db)
  },
}
