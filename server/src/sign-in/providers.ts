/** Through which provider the members of a community sign in, as it is stored. */
import type { Kysely } from 'kysely'
import type { SignInProviderTable, Tables } from '../storage/schema.ts'

export interface Provider {
  /** Its issuer: an address. */
  provider: string
  /** The `iss` of what we sign about those who came through it; an issuer of the community. */
  issuer: string
  clientId: string
  secretEnv?: string
  /** Entra ID: whose people may come in. Empty for providers that have no tenants. */
  tenants: string[]
  /** Pages that the popup goes back to, one an origin. */
  returns: string[]
}

const toProvider = (row: SignInProviderTable): Provider => ({
  provider: row.provider,
  issuer: row.issuer,
  clientId: row.clientId,
  ...(row.secretEnv !== null && { secretEnv: row.secretEnv }),
  tenants: JSON.parse(row.tenants),
  returns: JSON.parse(row.returns),
})

export async function providerOf(db: Kysely<Tables>, community: string): Promise<Provider | undefined> {
  const row = await db
    .selectFrom('signInProvider')
    .selectAll()
    .where('community', '=', community)
    .executeTakeFirst()
  return row && toProvider(row)
}

/** A community has one provider: a next one takes its place. */
export async function saveProvider(db: Kysely<Tables>, community: string, known: Provider): Promise<void> {
  const values = {
    provider: known.provider,
    issuer: known.issuer,
    clientId: known.clientId,
    secretEnv: known.secretEnv ?? null,
    tenants: JSON.stringify(known.tenants),
    returns: JSON.stringify(known.returns),
  }
  await db
    .insertInto('signInProvider')
    .values({ community, ...values })
    .onConflict((conflict) => conflict.column('community').doUpdateSet(values))
    .execute()
}

/** Ends with it whatever was under way, and everybody's session. */
export async function removeProvider(db: Kysely<Tables>, community: string): Promise<void> {
  for (const table of ['signIn', 'signInSession', 'signInProvider'] as const)
    await db.deleteFrom(table).where('community', '=', community).execute()
}

/**
 * The `iss` of what we sign about who came through a provider. It names the community, so that no other one trusts it,
 * and the provider, so that the same subject at two providers is two people.
 */
export const issuerFor = (publicUrl: string, community: string, provider: string): string =>
  `${publicUrl}/signin/${encodeURIComponent(community)}?provider=${provider}`
