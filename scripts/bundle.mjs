import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { rolldown } from 'rolldown'

/** A large table is read faster as JSON text than as a JavaScript literal. */
const jsonAsText = {
  name: 'json-as-text',
  load: {
    filter: { id: /src[\\/]catalog[\\/]data[\\/].*\.json$/ },
    handler: async (id) => ({
      code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(await readFile(id, 'utf8'))))})`,
      moduleType: 'js',
    }),
  },
}

/** commander asks for the module that starts processes when it loads, and needs it for commands we do not have: 3 ms of every start. */
const lazyProcesses = {
  name: 'lazy-processes',
  transform: {
    filter: { id: /node_modules[\\/]commander[\\/]lib[\\/]command\.js$/ },
    handler: (text, id) => {
      const now = "const childProcess = require('node:child_process');"
      if (!text.includes(now)) throw new Error(`${id} has changed: see lazyProcesses`)
      const later =
        "const childProcess = { get spawn() { return require('node:child_process').spawn } };"
      return text.replace(now, later)
    },
  },
}

/**
 * Each file that is read costs a start a third of a millisecond, and code that is not run half as much as code that is: so the command
 * line itself is one file, and what a diagnosis needs, down to the last module it shares with other commands, another one.
 */
const groups = [
  { name: 'cli', test: /src[\\/]cli[\\/]entry\.ts$/, priority: 2 },
  { name: 'check', test: /src[\\/]cli[\\/]check\.ts$/, priority: 1 },
]

const named = (id) => relative('.', id).replaceAll('\\', '/')

/**
 * Bundles entry points ({ name: file }) into a folder, as they are published. Gives what there is to know about the result: of each file
 * its bytes, the files it imports and the modules in it; of each module of ours what it imports lazily.
 */
export const bundle = async (input, folder, plugins = []) => {
  const lazy = {}
  const noteLazy = {
    name: 'note-lazy',
    moduleParsed: ({ id, dynamicallyImportedIds }) => {
      if (named(id).startsWith('src/')) lazy[named(id)] = dynamicallyImportedIds.map(named)
    },
  }
  const build = await rolldown({
    input,
    platform: 'node',
    // jsonc-parser's main is UMD, whose require no bundler follows.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [...plugins, jsonAsText, lazyProcesses, noteLazy],
    transform: { target: 'node20.19', define: { 'process.env.NODE_ENV': '"production"' } },
  })
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    codeSplitting: { groups },
    comments: false,
    // Lines stay lines: Node prints the whole of the one that an uncaught error comes from.
    minify: { compress: true, mangle: true, codegen: { removeWhitespace: false } },
  })
  await build.close()
  const files = output.map(({ fileName, code, imports, moduleIds }) => [
    fileName,
    { bytes: Buffer.byteLength(code), imports, modules: moduleIds.map(named) },
  ])
  return { files: Object.fromEntries(files), lazy }
}
