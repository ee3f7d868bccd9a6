import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEntries, remember } from '../../src/engine/journal.ts'
import { runProcess } from '../support/cli.ts'
import { contentOf, names } from '../support/killed-run.ts'

const runs = Number(process.env['KILLS'] ?? 60)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 100_000)

/** Source: mulberry32. */
const random = (state: number) => (): number => {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

let root = ''
let program = ''

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'k8s-doctor-kill-'))
  program = join(root, 'killed-run.mjs')
  await build({
    entryPoints: ['test/support/killed-run.ts'],
    outfile: program,
    bundle: true,
    splitting: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: "import{createRequire as __c}from'node:module';const require=__c(import.meta.url);",
    },
  })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Starts the work and kills it so many milliseconds after it has begun; how long the work took where it was left alone. */
const killedAfter = (folder: string, env: Readonly<Record<string, string>>, ms: number) =>
  new Promise<{ readonly finished: boolean; readonly ms: number }>((done) => {
    const child = spawn(process.execPath, [program, 'apply', folder], {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let began = 0
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (began === 0) {
        began = performance.now()
        setTimeout(() => child.kill('SIGKILL'), ms)
      }
    })
    child.once('close', () =>
      done({ finished: text.includes('end'), ms: performance.now() - began }),
    )
  })

const prepare = (index: number, old: readonly string[]) => {
  const place = join(root, String(index))
  const folder = join(place, 'files')
  const state = join(place, 'state')
  return runProcess(['/bin/mkdir', '-p', folder, state]).then(() => {
    for (const name of old) writeFileSync(join(folder, name), `${name} old\n`, { mode: 0o640 })
    return {
      folder,
      state,
      env: { HOME: place, XDG_STATE_HOME: state, PATH: '/usr/bin:/bin' },
    }
  })
}

const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => names.includes(name))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

test.runIf(process.platform === 'linux')(
  `killed at ${runs} random moments every file is old or new, and undo gives back the old (seed ${seed})`,
  { timeout: 180_000 },
  async () => {
    const next = random(seed)
    const measured = await prepare(-1, [])
    const whole = (await killedAfter(measured.folder, measured.env, 60_000)).ms
    let midway = 0
    for (let index = 0; index < runs; index += 1) {
      const old = names.filter(() => next() < 0.6)
      const { folder, state, env } = await prepare(index, old)
      const { finished } = await killedAfter(folder, env, next() * whole * 1.2)
      const before = Object.fromEntries(old.map((name) => [name, `${name} old\n`]))
      const now = contents(folder)
      const torn = names.filter(
        (name) => now[name] !== before[name] && now[name] !== contentOf(name),
      )
      const journals = existsSync(join(state, 'k8s-doctor/runs'))
        ? readdirSync(join(state, 'k8s-doctor/runs'))
        : []
      const remembered = journals.flatMap((run) => {
        const file = join(state, 'k8s-doctor/runs', run, 'journal.jsonl')
        return existsSync(file)
          ? remember(parseEntries(readFileSync(file, 'utf8').split('\n')))
          : []
      })
      const known = new Set(remembered.map(({ prepared }) => String(prepared.step['path'])))
      const forgotten = names.filter(
        (name) => now[name] !== before[name] && !known.has(join(folder, name)),
      )
      const undone = await runProcess([process.execPath, program, 'undo', folder], { env })
      expect({
        index,
        seed,
        torn,
        forgotten,
        code: undone.code,
        refused: /changed|failed|irreversible/.test(undone.stdout),
        after: contents(folder),
      }).toEqual({ index, seed, torn: [], forgotten: [], code: 0, refused: false, after: before })
      if (!finished && remembered.length > 0) midway += 1
      rmSync(join(root, String(index)), { recursive: true, force: true })
    }
    // Otherwise it has shown nothing.
    expect(midway).toBeGreaterThan(runs / 4)
  },
)
