/** A page to look around in, on your own machine: signs for one imported member with the server's development key. */
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { BROWSE_ORIGIN } from './convert.ts'

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const server = process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 4600}`
const [community, member] = process.argv.slice(2)
if (!community || !member) {
  process.stderr.write('node browse.ts <community> <member>, with the environment of `vlinder serve`\n')
  process.exit(2)
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${community}</title>
<script type="module" src="${server}/sdk/v1/vlinder.js"
        data-community="${community}" data-token-url="/token"></script>
<vlinder-ask-peer></vlinder-ask-peer>
</html>`

createServer((request, response) => {
  if (request.method !== 'POST')
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  const { stdout, stderr } = spawnSync(process.execPath, [MAIN, 'token', community, member], {
    encoding: 'utf8',
  })
  process.stderr.write(stderr)
  response.writeHead(stdout ? 200 : 401, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  return response.end(JSON.stringify({ token: stdout.trim() }))
}).listen(Number(new URL(BROWSE_ORIGIN).port), 'localhost', () =>
  process.stdout.write(`${community} is at ${BROWSE_ORIGIN}. Stop with Ctrl-C.\n`),
)
