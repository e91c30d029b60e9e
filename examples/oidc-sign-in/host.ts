/** A host without a backend: static pages, each with the widgets of one community, under policies as strict as they get. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'

const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')

/** `server` is the Vlinder server's address; the page at `/<community>` shows that community. */
export function host(server: string): Server {
  const policy = `default-src 'none'; script-src ${server}; connect-src ${server}; img-src ${server}; form-action 'none'`
  return createServer((request, response) => {
    const community = new URL(request.url!, 'http://localhost').pathname.slice(1)
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // Cuts the popup off from the page that opened it.
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
    response.end(page.replaceAll('{{server}}', server).replaceAll('{{community}}', community))
  })
}
