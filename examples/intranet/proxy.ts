/**
 * Passes requests on to the Vlinder server, as the reverse proxy does that an organisation has before its programs: one
 * address and one port for readers, so no CORS, and nothing more to forward from a container.
 */
import { Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http'

/** Of one connection only (RFC 9110, 7.6.1); the next has its own. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

const agent = new Agent({ keepAlive: true })

export function passOn(request: IncomingMessage, response: ServerResponse, server: string): void {
  const headers: Record<string, string | string[] | undefined> = { ...request.headers }
  for (const name of HOP_BY_HOP) delete headers[name]
  // A body without a length keeps its frame: without one, what is in it would be read as requests of its own.
  if (request.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked'
  // Whose session this is concerns the intranet alone.
  delete headers.cookie
  headers['x-forwarded-for'] = request.socket.remoteAddress
  if (request.headers.host !== undefined) headers['x-forwarded-host'] = request.headers.host

  const { method } = request
  const onward = send(new URL(server).origin, { agent, method, path: request.url, headers }, (answer) => {
    const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = answer.headers
    response.writeHead(answer.statusCode ?? 502, kept)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  onward.on('error', () => {
    if (response.headersSent) return response.destroy()
    response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    response.end('The Vlinder server does not answer.\n')
  })
  // A reader who goes away ends the request behind it as well: a stream would stay open.
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}
