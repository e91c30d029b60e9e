/** What the intranet keeps to itself: the key that signs who is reading, and the secret that seals its sessions. */
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Keys {
  /** Private key, PEM: never leaves the intranet. */
  keyFile: string
  /** Its public half, for `vlinder issuer add --key`. */
  publicFile: string
  secret: string
}

/** Made on first use, in `folder`, readable by its owner alone. */
export function keysIn(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [keyFile, publicFile, secretFile] = ['vlinder.pem', 'vlinder.pub', 'sessions.secret'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  if (!existsSync(keyFile)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  }
  if (!existsSync(secretFile)) writeFileSync(secretFile, randomBytes(32).toString('hex'), { mode: 0o600 })
  writeFileSync(publicFile, createPublicKey(readFileSync(keyFile)).export({ type: 'spki', format: 'pem' }))
  return { keyFile, publicFile, secret: readFileSync(secretFile, 'utf8') }
}
