/** Builds what the script tag loads: a stable entry, and chunks with their hash in their names. */
import { Buffer } from 'node:buffer'
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

/** What every widget needs comes in one request. */
const CORE =
  /node_modules\/.*lit|packages\/(client|contract)\/|src\/(core|events\/vlinder-(loaded|error)|kit\/(person|icons))/

export default defineConfig({
  base: './',
  plugins: [smallStyles],
  build: {
    outDir: 'dist/sdk',
    target: 'es2023',
    manifest: 'manifest.json',
    rolldownOptions: {
      input: 'src/loader.ts',
      preserveEntrySignatures: false,
      output: {
        entryFileNames: 'vlinder.js',
        chunkFileNames: '[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'core', test: CORE }] },
      },
    },
  },
})
