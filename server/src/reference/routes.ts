/** The API, for machines at /openapi.json and for people at /reference. Both are made from the contract. */
import { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { referencePage } from './page.ts'

export const reference = (app: Hono) =>
  new Hono()
    .get('/openapi.json', async (c) => c.json(await specification(app)))
    .get('/reference', async (c) => {
      c.header('content-security-policy', "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
      return c.html(referencePage(await specification(app)))
    })
    .get('/reference.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css' }))

/** Made once: routes do not change while the process lives. */
const made = new WeakMap<Hono, ReturnType<typeof generate>>()

function specification(app: Hono): ReturnType<typeof generate> {
  const known = made.get(app) ?? generate(app)
  made.set(app, known)
  return known
}

const generate = async (app: Hono) => withoutAliases(await document(app))

const document = (app: Hono) =>
  generateSpecs(app, {
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Vlinder',
        version: '1',
        description: 'A community of practice inside the intranet you already have.',
      },
      components: { securitySchemes: { assertion: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ assertion: [] }],
    },
    defaultValidationErrorResponse: false,
  })

type Specification = Awaited<ReturnType<typeof document>>

/** Recursive shapes arrive under numbers that only point to their names; the names are enough. */
function withoutAliases(specification: Specification): Specification {
  let text = JSON.stringify(specification)
  const schemas = Object.entries(specification.components?.schemas ?? {})
  const aliases = schemas.flatMap(([name, schema]) =>
    '$ref' in schema ? [[name, schema.$ref] as const] : [],
  )
  for (const [name, target] of aliases)
    text = text.replaceAll(`"#/components/schemas/${name}"`, JSON.stringify(target))
  const named: Specification = JSON.parse(text)
  for (const [name] of aliases) delete named.components?.schemas?.[name]
  return named
}

const STYLE = `
:root { color-scheme: light dark }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1.2rem }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem }
details { border-top: 1px solid light-dark(#dbe2df, #343c3e); padding: .6rem 0 }
summary { cursor: pointer }
summary b { display: inline-block; min-width: 4.5em; color: light-dark(#0b6b60, #5cc7b6) }
code, pre { font: .88em/1.5 ui-monospace, monospace }
pre { overflow: auto; padding: .8rem 1rem; background: light-dark(#f5f7f6, #25292b); border-radius: 8px }
small { opacity: .75 }
`
