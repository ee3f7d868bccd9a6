import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEntries, remember } from '../../src/engine/journal.ts'
import type { Step } from '../../src/model/step.ts'
import { runProcess } from '../support/cli.ts'
import { buildKilledRun, runKilled } from '../support/killing.ts'
import { seeded } from '../support/seeded.ts'

const runs = Number(process.env['KILLS'] ?? 60)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 100_000)

const names: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f']
const contentOf = (name: string): string => `${name} new\n`.repeat(2000)
const stepsIn = (folder: string): readonly Step[] =>
  names.map((name) => ({
    kind: 'write-file',
    path: `${folder}/${name}`,
    content: contentOf(name),
  }))

let root = ''
let program = ''

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'k8s-doctor-kill-'))
  program = join(root, 'killed-run.mjs')
  await buildKilledRun(program)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const prepare = (index: number, old: readonly string[]) => {
  const place = join(root, String(index))
  const folder = join(place, 'files')
  const state = join(place, 'state')
  return runProcess(['/bin/mkdir', '-p', folder, state]).then(() => {
    writeFileSync(join(folder, 'steps.json'), JSON.stringify(stepsIn(folder)))
    for (const name of old) writeFileSync(join(folder, name), `${name} old\n`, { mode: 0o640 })
    return {
      folder,
      state,
      env: { HOME: place, XDG_STATE_HOME: state, PATH: '/usr/bin:/bin' },
    }
  })
}

const apply = ({ folder }: { readonly folder: string }): readonly string[] => [
  'apply',
  join(folder, 'steps.json'),
]

const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => names.includes(name))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

test.runIf(process.platform === 'linux')(
  `killed at ${runs} random moments every file is old or new, and undo gives back the old (seed ${seed})`,
  { timeout: 60_000 + runs * 5000 },
  async () => {
    const next = seeded(seed)
    const measured = await prepare(-1, [])
    const whole = (await runKilled(program, apply(measured), measured)).ticks
    let midway = 0
    for (let index = 0; index < runs; index += 1) {
      const old = names.filter(() => next() < 0.6)
      const { folder, state, env } = await prepare(index, old)
      const at = Math.floor(next() * whole)
      const { killed } = await runKilled(program, apply({ folder }), { env, at, later: next() * 3 })
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
      const undone = await runProcess([process.execPath, program, 'undo'], { env })
      expect({
        index,
        seed,
        torn,
        forgotten,
        code: undone.code,
        refused: /changed|failed|irreversible/.test(undone.stdout),
        after: contents(folder),
      }).toEqual({ index, seed, torn: [], forgotten: [], code: 0, refused: false, after: before })
      if (killed && remembered.length > 0) midway += 1
      rmSync(join(root, String(index)), { recursive: true, force: true })
    }
    // Otherwise it has shown nothing.
    expect(midway).toBeGreaterThan(runs / 4)
  },
)
