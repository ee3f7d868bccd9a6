// Builds the command line into a folder as it is published, but on a recorded machine; told to stop, it is on this one and ends where it
// would have asked it for the first time.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { bundle } from './bundle.mjs'

const local = resolve('src/host/local.ts')
const recording = resolve('test/machines/ubuntu-22.04.json')

const replayed = {
  name: 'replayed',
  resolveId: { filter: { id: /^this-machine$/ }, handler: () => `${local}?this-machine` },
  load: {
    filter: { id: /src[\\/]host[\\/]local\.ts/ },
    handler: async (id) =>
      id === local
        ? {
            moduleType: 'ts',
            code: `import { createLocalHost as thisMachine } from 'this-machine'
import { createReplayHost } from './replay.ts'
const stopping = ([name, value]) =>
  [name, typeof value === 'function' && name !== 'now' ? () => process.exit(0) : value]
export const createLocalHost = (env) =>
  env['BENCH_STOP'] === 'first question'
    ? Object.fromEntries(Object.entries(thisMachine(env)).map(stopping))
    : createReplayHost(JSON.parse(process.getBuiltinModule('node:fs').readFileSync(${JSON.stringify(recording)}, 'utf8')))`,
          }
        : { moduleType: 'ts', code: await readFile(local, 'utf8') },
  },
}
await bundle({ cli: 'src/cli/entry.ts' }, process.argv[2], [replayed])
