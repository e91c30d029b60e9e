/** A host: serves one page, and signs who is reading it. In your intranet this is the backend that you have. */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An assertion (a JWT signed with EdDSA), in so many lines; a JWT library does the same. */
function assertion(
  key: KeyObject,
  issuer: string,
  audience: string,
  user: { id: string; name: string },
): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: audience, sub: user.id, name: user.name, iat: now, exp: now + 300 }
  const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/** `server` is the Vlinder server's address; `user` says who is signed in here, or nobody. */
export function host(options: {
  issuer: string
  server: string
  pem: string
  user: () => { id: string; name: string } | undefined
}): Server {
  const { issuer, server, pem, user } = options
  const key = createPrivateKey(pem)
  const page = readFileSync(new URL('index.html', import.meta.url), 'utf8').replaceAll('{{server}}', server)
  const policy = `default-src 'none'; script-src ${server}; connect-src 'self' ${server}; img-src ${server}; style-src 'self'`
  return createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/vlinder-token') {
      const reader = user()
      response.writeHead(reader ? 200 : 401, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      })
      return response.end(reader ? JSON.stringify({ token: assertion(key, issuer, server, reader) }) : '{}')
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    response.end(page)
  })
}
