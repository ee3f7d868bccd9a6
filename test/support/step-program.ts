import { build } from 'esbuild'

const entry = `
import { readFileSync } from 'node:fs'
import { createLocalHost } from './src/host/local.ts'
import { createWriteHost } from './src/host/write.ts'
import { interpreters } from './src/engine/steps/index.ts'
const host = createWriteHost(process.env, createLocalHost(process.env))
const [mode, file] = process.argv.slice(2)
const steps = JSON.parse(readFileSync(file, 'utf8'))
const apply = async (step) => {
  const by = interpreters[step.kind]
  if (await by.isDone(step, host)) return
  const undo = await by.prepare(step, host)
  await by.perform(step, host, { mirrors: [], profile: { mirrors: [] } })
  return () => by.revert(undo, host)
}
try {
  if (mode === 'commands')
    for (const { argv, options } of steps) console.log(JSON.stringify(await host.runChanging(argv, options)))
  if (mode === 'once') for (const step of steps) await apply(step)
  if (mode === 'there-and-back') for (const step of steps) await (await apply(step))?.()
  if (mode === 'for-ever') {
    process.stdout.write('ready')
    for (;;) for (const step of steps) await (await apply(step))?.()
  }
  console.log('ok')
} catch (error) {
  console.log(JSON.stringify({ name: error.name, why: error.why, message: error.message }))
}
process.exit(0)
`

/** A program that performs the steps in a JSON file, once, and back, or for ever until it is killed; or runs the `commands` in it. */
export const buildStepProgram = async (file: string): Promise<void> => {
  await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.19',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
}
