import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { Errand } from './installer.ts'

/** A process of its own that does one errand. */
export interface Worker {
  /** It runs our code now. */
  readonly ready: Promise<void>
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
  readonly kill: () => void
}

export interface Workers extends Disposable {
  readonly start: (errand: Errand, env: NodeJS.ProcessEnv) => Worker
}

const requireShim =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"

/** Builds the installer once; processes of it are started as often as wanted. */
export const workers = (): Workers => {
  const folder = mkdtempSync(join(tmpdir(), 'install-worker-'))
  const file = join(folder, 'installer.mjs')
  buildSync({
    entryPoints: [join(import.meta.dirname, 'installer.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'esm',
    banner: { js: requireShim },
  })
  return {
    start: (errand, env) => {
      const child = spawn(process.execPath, [file, JSON.stringify(errand)], { env })
      let output = ''
      const ready = new Promise<void>((done) => {
        child.once('close', () => done())
        child.stdout.on('data', (chunk) => {
          output += String(chunk)
          done()
        })
      })
      child.stderr.on('data', (chunk) => {
        output += String(chunk)
      })
      const ended = new Promise<{ code: number | null; output: string }>((done) => {
        child.once('close', (code) => done({ code, output }))
      })
      return { ready, ended, kill: () => void child.kill('SIGKILL') }
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
