import { rm, writeFile } from 'node:fs/promises'
import { bundle } from './bundle.mjs'
import { writeLicences } from './licences.mjs'

await rm('dist', { recursive: true, force: true })
// Apart from each other: who imports the library must not run the command line.
const library = await bundle({ index: 'src/index.ts' }, 'dist')
const cli = await bundle({ cli: 'src/cli/entry.ts' }, 'dist')
const built = { files: { ...library.files, ...cli.files }, lazy: cli.lazy }
await writeFile('dist/meta.json', JSON.stringify(built))
writeLicences(built)
