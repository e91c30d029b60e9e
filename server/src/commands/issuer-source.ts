/** How an issuer's signatures are checked, as `vlinder issuer` is told and tells it. */
import { readFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import { checkedAddress, FetchRefusal } from '../http/guarded-fetch.ts'
import type { Issuer } from '../identity/issuers.ts'
import { fetchKeySet } from '../identity/key-sets.ts'
import { type IssuerKey, named, parsePublicKey } from '../identity/keys.ts'
import { environmentSecret, isStrongSecret } from '../identity/secret.ts'
import { StartError } from '../start-error.ts'

type Source = Pick<Issuer, 'jwks' | 'secretEnv' | 'entra'> & { keys?: IssuerKey[] }

export interface SourceValues {
  key?: string
  jwks?: string
  'secret-env'?: string
}

/** @throws StartError unless it is said in exactly one way, and holds */
export function readSource({ key, jwks, 'secret-env': name }: SourceValues): Source {
  if ([key, jwks, name].filter((one) => one !== undefined).length !== 1) {
    throw new StartError(
      'Say how its signatures are checked, in one way: --jwks <url>, --key <file> or --secret-env <NAME>.',
    )
  }
  if (key !== undefined) return { keys: [readKey(key)] }
  if (name !== undefined) return { secretEnv: readSecretName(name) }
  try {
    return { jwks: checkedAddress(jwks!, { loopback: true }).href }
  } catch (error) {
    throw new StartError(`--jwks: ${error instanceof FetchRefusal ? error.message : error}.`)
  }
}

function readKey(file: string): IssuerKey {
  try {
    return named(parsePublicKey(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new StartError(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function readSecretName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new StartError('--secret-env takes the name of an environment variable, never the secret itself.')
  const secret = environmentSecret(name)
  if (!secret)
    throw new StartError(`${name} is not set here. Set it as for the server, so that it can be checked.`)
  if (!isStrongSecret(secret))
    throw new StartError(`${name} is too weak: 256 bits or more, like what "openssl rand -hex 32" prints.`)
  return name
}

/** What is at a key set's address now, as a sentence: worth knowing before the first reader comes. */
export async function tried(jwks: string, { allowedAddresses }: Config): Promise<string> {
  try {
    const { keys } = await fetchKeySet(jwks, allowedAddresses)
    return `Its key set holds ${keys.map(describeKey).join(', ')}.`
  } catch (error) {
    if (!(error instanceof FetchRefusal)) throw error
    return `Mind: nobody can come in yet, its key set cannot be used now: ${error.message}.`
  }
}

/** For a line of a list. */
export function describeSource({ keys = [], jwks, secretEnv, entra }: Source): string {
  if (entra) return `Entra ID, audience ${entra.audience}, scope ${entra.scope}`
  return jwks ?? (secretEnv === undefined ? keys.map(describeKey).join(', ') : `HS256 by ${secretEnv}`)
}

export const describeKey = ({ alg, kid, until }: IssuerKey) =>
  [alg, kid, until && `until ${new Date(until * 1000).toISOString()}`].filter(Boolean).join(' ')
