import { readFile, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { writeLicences } from './licences.mjs'

const requireShim =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"

/** A large table is read faster as JSON text than as a JavaScript literal. */
const jsonAsText = {
  name: 'json-as-text',
  setup: ({ onLoad }) => {
    onLoad({ filter: /src\/catalog\/data\/.*\.json$/ }, async ({ path }) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(await readFile(path, 'utf8'))))})`,
      loader: 'js',
    }))
  },
}

await rm('dist', { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { index: 'src/index.ts', cli: 'src/cli/entry.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  lineLimit: 160,
  charset: 'utf8',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: requireShim },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  metafile: true,
  plugins: [jsonAsText],
  logLevel: 'warning',
})
await writeFile('dist/meta.json', JSON.stringify(metafile))
writeLicences(metafile)
