/** For tests: a real app over a real database in memory, with a real issuer that signs for anybody. */
import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import { type AppOptions, createApp } from './app.ts'
import { saveIssuer } from './identity/issuers.ts'
import { parsePublicKey } from './identity/keys.ts'
import { createLog } from './serve.ts'
import { openStorage } from './storage/storage.ts'

export const AUDIENCE = 'https://community.example.nl'
export const ISSUER = 'https://intranet.example.nl'
export const ORIGIN = 'https://intranet.example.nl'

/** Of 256 bits, as `openssl rand -hex 32` makes them. */
export const OPERATOR_KEY = '6b1d'.repeat(16)

type Key = 'EdDSA' | 'ES256' | 'RS256'

function keyPair(alg: Key) {
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519')
  if (alg === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

export interface Request {
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

/**
 * A community `zorg` with members `m-1` (a member), `m-2` (another) and `m-f` (the facilitator), and a second
 * community `elders` with a member `m-1` of its own. `config` is what else is set; nothing is limited unless it says so.
 */
export async function community({
  alg = 'EdDSA',
  admit = 'all',
  config = {},
}: {
  alg?: Key
  admit?: string
  config?: Partial<AppOptions['config']>
} = {}) {
  const storage = await openStorage(':memory:')
  const app = createApp({
    storage,
    config: { publicUrl: AUDIENCE, operatorKey: OPERATOR_KEY, ...config },
    log: createLog('silent'),
  })
  const { publicKey, privateKey } = keyPair(alg)
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
  const key = await importJWK(await exportJWK(privateKey), alg)
  const patterns = JSON.stringify([{ id: 'missing-party', name: 'Een partij ontbrak aan tafel' }])
  for (const id of ['zorg', 'elders']) {
    await storage.db
      .insertInto('community')
      .values({
        id,
        name: id,
        goal: 'Samen leren',
        languages: '["nl","en"]',
        origins: JSON.stringify([ORIGIN]),
        topics: '["medicatie"]',
        patterns,
        contact: 'mailto:{email}',
      })
      .execute()
    for (const [member, name] of [
      ['m-1', 'Marieke Aalbers'],
      ['m-2', 'Youssef el Idrissi'],
      ['m-f', 'Hanneke Vos'],
    ] as const) {
      await storage.db
        .insertInto('member')
        .values({
          community: id,
          id: member,
          subject: member,
          name,
          about: '',
          joined: '2025-01-01T00:00:00.000Z',
          active: 1,
          role: 'member',
          own: '[]',
        })
        .execute()
    }
    await saveIssuer(storage.db, id, {
      issuer: ISSUER,
      keys: [parsePublicKey(pem)],
      roles: { facilitator: 'team' },
      admit,
    })
  }

  /** An assertion about `subject`; `claims` and `header` replace what is usual, undefined removes it. */
  const token = (subject: string, claims: JWTPayload = {}, header: Partial<JWTHeaderParameters> = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const usual = {
      iss: ISSUER,
      aud: AUDIENCE,
      sub: subject,
      iat: now,
      exp: now + 300,
      name: NAMES[subject] ?? 'Sanne Bos',
      roles: subject === 'm-f' ? ['team'] : [],
    }
    return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg, ...header }).sign(key)
  }

  /** Asks as a member, or as `operator`, below the community's address unless the path is absolute. */
  const as =
    (subject: string, id = 'zorg') =>
    async (path: string, { method = 'GET', body, headers = {} }: Request = {}) =>
      app.request(path.startsWith('/') ? path : `/api/v1/communities/${id}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${subject === 'operator' ? OPERATOR_KEY : await token(subject)}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })

  return { app, storage, token, as, publicPem: pem, privateKey }
}

const NAMES: Record<string, string> = {
  'm-1': 'Marieke Aalbers',
  'm-2': 'Youssef el Idrissi',
  'm-f': 'Hanneke Vos',
}
