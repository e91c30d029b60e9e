/** Builds what the script tag loads: a stable entry, and chunks with their hash in their names. */
import { Buffer } from 'node:buffer'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { transform } from 'lightningcss'
import { defineConfig, type Plugin } from 'vite'

/** Stylesheets stand in template literals without expressions; there they are as small as a stylesheet can be. */
const smallStyles: Plugin = {
  name: 'small-styles',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return
    return code.replace(/css`([^`]*)`/g, (_, sheet: string) => {
      const { code: small } = transform({ filename: id, code: Buffer.from(sheet), minify: true })
      return `css\`${small.toString().replaceAll('\\', '\\\\')}\``
    })
  },
}

/** Line breaks between tags in templates: for whoever reads the code, not for the browser. */
const smallTemplates: Plugin = {
  name: 'small-templates',
  transform(code, id) {
    if (!id.includes('/elements/src/')) return
    return code.replace(/([>}])\n\s+(?=<|\$\{)/g, '$1')
  },
}

/** A widget and the chunks that it imports come in one wave, not one after the other; annotations for bundlers go. */
const oneWave: Plugin = {
  name: 'one-wave',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      chunk.code = chunk.code.replaceAll('/* @__PURE__ */', '')
      if (!chunk.isEntry) continue
      chunk.code = chunk.code.replace(/import\(`\.\/([^`]+)`\)/g, (load, file: string) => {
        const other = bundle[file]
        const needs = other?.type === 'chunk' ? other.imports.filter((one) => one !== chunk.fileName) : []
        return needs.length ? `Promise.all([${[...needs.map((one) => `import(\`./${one}\`)`), load]}])` : load
      })
    }
  },
}

/** As small as they get over the wire, once for all requests: the server sends the copy that a browser asks for. */
const compressed: Plugin = {
  name: 'compressed',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        this.emitFile({
          type: 'asset',
          fileName: `${file.fileName}.br`,
          source: brotliCompressSync(file.code),
        })
        this.emitFile({
          type: 'asset',
          fileName: `${file.fileName}.gz`,
          source: gzipSync(file.code, { level: 9 }),
        })
      }
    },
  },
}

/** What every widget needs, and what all that shows stories shares, comes in one request. */
const CORE = new RegExp(
  [
    'node_modules/.*lit',
    'packages/contract/(?!src/mention)',
    'client/src/(?!afterwards|asks|attachments|batch|drafts|editing|events|live|members|mentions|outbox|patterns|peers|questions|sign-in|stories|written|reports|search)',
    'elements/src/(core/|events/vlinder-(loaded|error)|kit/(person|icons)|story-feed/(reactions|story-feed.styles))',
  ].join('|'),
)

export default defineConfig({
  base: './',
  plugins: [smallStyles, smallTemplates, oneWave, compressed],
  build: {
    outDir: 'dist/sdk',
    target: 'es2023',
    manifest: 'manifest.json',
    lib: { entry: 'src/loader.ts', formats: ['es'] },
    rolldownOptions: {
      preserveEntrySignatures: false,
      // A bound is shorter than its name.
      optimization: { inlineConst: true },
      output: {
        minify: true,
        entryFileNames: 'vlinder.js',
        chunkFileNames: '[name]-[hash].js',
        codeSplitting: {
          groups: [
            { name: 'core', test: CORE },
            // What all that is read whole or written needs.
            {
              name: 'calls',
              test: /client\/src\/(editing|questions|stories)|elements\/src\/kit\/(failed|form\.styles)/,
            },
            // What all that opens by a link, or is taken elsewhere by one, needs.
            { name: 'links', test: /elements\/src\/kit\/(arriving|hash|share)/ },
            // What all that stays up to date needs.
            { name: 'line', test: /client\/src\/(live|events)|elements\/src\/live\/li(n|v)e\./ },
            // What all that is written needs.
            {
              name: 'sending',
              test: /elements\/src\/(kit\/(drafts|kept|room|sending)\.ts|own-photo\/photo-first)/,
            },
            // What all that is read with what was said about it needs.
            { name: 'thread', test: /elements\/src\/kit\/(thread|removing)/ },
          ],
        },
      },
    },
  },
})
