/** The API on one page, rendered here: no script, nothing from elsewhere, so it holds under the strictest policy. */
import { html } from 'hono/html'

/** As much of an OpenAPI document as the page shows. */
interface Specification {
  paths?: Record<string, Record<string, unknown> | undefined>
  components?: { schemas?: Record<string, unknown> }
}

interface Operation {
  summary?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

export function referencePage(specification: unknown) {
  const { paths = {}, components = {} } = specification as Specification
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Vlinder API</title>
<link rel="stylesheet" href="reference.css">
<h1>Vlinder API</h1>
<p>Send <code>Authorization: Bearer &lt;assertion&gt;</code>. The same as data: <a href="openapi.json">openapi.json</a>.</p>
<h2>Routes</h2>
${Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations ?? {}).map(([method, operation]) => route(method, path, operation as Operation)),
)}
<h2>Shapes</h2>
${Object.entries(components.schemas ?? {}).map(([name, schema]) => html`<details id="${name}"><summary>${name}</summary><pre>${json(schema)}</pre></details>`)}
</html>`
}

function route(
  method: string,
  path: string,
  { summary, parameters = [], requestBody, responses = {} }: Operation,
) {
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  return html`<details><summary><b>${method.toUpperCase()}</b> <code>${path}</code> <small>${summary ?? ''}</small></summary>
${parameters.map(
  ({ name, in: place, required, schema }) =>
    html`<p><code>${name}</code> <small>${place}${required ? ', required' : ''}</small> <code>${JSON.stringify(schema ?? {})}</code></p>`,
)}
${body === undefined ? '' : html`<p>Body</p><pre>${json(body)}</pre>`}
${Object.entries(responses).map(
  ([status, { description = '', content = {} }]) =>
    html`<p>${status} <small>${description}</small></p>${Object.values(content).map(({ schema }) => html`<pre>${json(schema)}</pre>`)}`,
)}
</details>`
}
