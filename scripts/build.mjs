import { rm, writeFile } from 'node:fs/promises'
import { bundle } from './bundle.mjs'
import { writeLicences } from './licences.mjs'

await rm('dist', { recursive: true, force: true })
// Apart from each other: who imports the library must not run the command line.
const library = await bundle({ index: 'src/index.ts' }, 'dist')
const cli = await bundle({ cli: 'src/cli/entry.ts' }, 'dist')
// Asks file systems that may never answer: a process of its own, which both can start.
const reader = await bundle({ reader: 'src/host/reader-process.ts' }, 'dist')
const built = { files: { ...library.files, ...cli.files, ...reader.files }, lazy: cli.lazy }
await writeFile('dist/meta.json', JSON.stringify(built))
writeLicences(built)
