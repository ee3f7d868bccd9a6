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

/** commander asks for the module that starts processes when it loads, and needs it for commands we do not have: 3 ms of every start. */
const lazyProcesses = {
  name: 'lazy-processes',
  setup: ({ onLoad }) => {
    onLoad({ filter: /node_modules\/commander\/lib\/command\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const now = "const childProcess = require('node:child_process');"
      if (!text.includes(now)) throw new Error(`${path} has changed: see lazyProcesses`)
      const later =
        "const childProcess = { get spawn() { return require('node:child_process').spawn } };"
      return { contents: text.replace(now, later), loader: 'js' }
    })
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
  plugins: [jsonAsText, lazyProcesses],
  logLevel: 'warning',
})
// One file alone asks for modules by `require`; making one costs each of the others a bit of every start.
const files = Object.keys(metafile.outputs).filter((file) => file.endsWith('.mjs'))
await Promise.all(
  files.map(async (file) => {
    const [first, ...rest] = (await readFile(file, 'utf8')).split('\n')
    const text = rest.join('\n')
    if (first === requireShim && !/\brequire\b/.test(text)) await writeFile(file, text)
  }),
)
await writeFile('dist/meta.json', JSON.stringify(metafile))
writeLicences(metafile)
