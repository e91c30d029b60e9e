/** `vlinder issuer add <community> --entra <tenant id>`: what of it becomes which issuer. */
import { checkedAddress, FetchRefusal } from '../http/guarded-fetch.ts'
import { AUTHORITY, type Entra, entraIssuer, entraKeySet, isGuid } from '../identity/entra.ts'
import { StartError } from '../start-error.ts'

export interface EntraValues {
  entra?: string[]
  audience?: string
  scope?: string
  authority?: string
}

export interface EntraSource {
  issuer: string
  jwks: string
  entra: Entra
}

/** An issuer for every tenant that is named; none without --entra. @throws StartError */
export function readEntra(values: EntraValues & { issuer?: string }): EntraSource[] {
  const tenants = tenantsOf(values)
  const { audience = '', scope = '' } = values
  if (tenants.length === 0) return []
  if (values.issuer !== undefined)
    throw new StartError('Give --issuer or --entra, not both: the tenant says what the issuer is.')
  if (audience.startsWith('api://'))
    throw new StartError(
      '--audience takes the client id: tokens of version 2.0 name that, and never the application id URI.',
    )
  if (!isGuid(audience.toLowerCase()))
    throw new StartError(
      '--audience must be the client id of the app registration that stands for this server.',
    )
  if (!/^[^\s/]+$/.test(scope))
    throw new StartError('--scope must be one scope by its own name, as in scp, like access_as_user.')
  const authority = authorityOf(values)
  return tenants.map((tenant) => ({
    issuer: entraIssuer(tenant, authority),
    jwks: entraKeySet(tenant, authority),
    entra: { tenant, audience: audience.toLowerCase(), scope },
  }))
}

/** The issuer that is meant, by its name or by its tenant. @throws StartError */
export function readIssuer(values: EntraValues & { issuer?: string }): string | undefined {
  const [tenant, ...more] = tenantsOf(values)
  if (more.length > 0) throw new StartError('Name one tenant at a time.')
  return values.issuer ?? (tenant && entraIssuer(tenant, authorityOf(values)))
}

function tenantsOf({ entra = [], audience, scope, authority }: EntraValues): string[] {
  if (entra.length === 0 && (audience ?? scope ?? authority) !== undefined)
    throw new StartError('--audience, --scope and --authority belong to --entra.')
  const tenants = entra.map((tenant) => tenant.toLowerCase())
  const odd = tenants.find((tenant) => !isGuid(tenant))
  if (odd !== undefined)
    throw new StartError(
      `--entra takes the id of a tenant, not "${odd}". Every tenant that may come in is named.`,
    )
  return tenants
}

function authorityOf({ authority = AUTHORITY }: EntraValues): string {
  try {
    return checkedAddress(authority, { loopback: true }).href.replace(/\/+$/, '')
  } catch (error) {
    throw new StartError(`--authority: ${error instanceof FetchRefusal ? error.message : error}.`)
  }
}
