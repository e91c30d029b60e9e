/** A real HTTP server on the loopback that answers, and misbehaves, as a test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface Seen {
  method: string
  /** Path and query. */
  url: string
  /** Behind the community's own address. */
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** `nth` counts the requests from 1. */
export type Handle = (answer: ServerResponse, seen: Seen, nth: number) => unknown

export async function serve(t: TestContext, handle: Handle) {
  const seen: Seen[] = []
  const server = createServer(async (request, answer) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const url = request.url!
    const one = {
      method: request.method!,
      url,
      path: url.replace('/api/v1/communities/zorg', ''),
      headers: request.headers,
      body,
    }
    handle(answer, one, seen.push(one))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { seen, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

export const json = (
  answer: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) => answer.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

export const html = (answer: ServerResponse, status: number, headers: Record<string, string> = {}) =>
  answer
    .writeHead(status, { 'content-type': 'text/html', ...headers })
    .end('<!doctype html><h1>Bad luck</h1>')

export const problem = (
  answer: ServerResponse,
  status: number,
  name: string,
  headers: Record<string, string> = {},
) =>
  json(
    answer,
    status,
    { type: `urn:vlinder:problem:${name}`, title: 'No', status, detail: `It is ${name}.` },
    headers,
  )
