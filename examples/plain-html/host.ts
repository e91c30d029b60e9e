/** A host: serves one page, and signs who is reading it. In your intranet this is the backend that you have. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tokenEndpoint } from '../token-endpoints/node/vlinder-token.js'

/** `server` is the Vlinder server's address; `user` says who is signed in here, or nobody. */
export function host(options: {
  issuer: string
  server: string
  keyFile: string
  user: () => { id: string; name: string } | undefined
}): Server {
  const { issuer, server, keyFile, user } = options
  const answerToken = tokenEndpoint({ issuer, audience: server, keyFile })
  const page = readFileSync(new URL('index.html', import.meta.url), 'utf8').replaceAll('{{server}}', server)
  const policy = `default-src 'none'; script-src ${server}; connect-src 'self' ${server}; img-src ${server}; style-src 'self'`
  return createServer((request, response) => {
    if (request.url === '/vlinder-token') return answerToken(request, response, user())
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    response.end(page)
  })
}
