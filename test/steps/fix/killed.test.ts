import { spawn } from 'node:child_process'
import { chownSync, lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import type { Step } from '../../../src/model/step.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { buildStepProgram } from '../../support/step-program.ts'
import { hostWith, ownFolder } from '../../support/writing.ts'

const at = ownFolder('fix-killed')
const program = at('program.mjs')
beforeAll(() => buildStepProgram(program))

const kills = 60
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)

/** Milliseconds after the first write, from the seed. */
const delayOf = (run: number): number => {
  const mixed = Math.imul(seed + run * 7919, 2_654_435_761) >>> 0
  return (mixed % 6000) / 100
}

const long = Array.from({ length: 500 }, (_, index) => `https://${index}.invalid`)
const keys = Object.fromEntries(long.map((url, index) => [`key${index}`, url]))
const oldJson = `${JSON.stringify(keys, null, 2)}\n`
const steps: readonly Step[] = [
  { kind: 'merge-json', path: at('f.json'), patch: { 'registry-mirrors': long } },
  { kind: 'write-file', path: at('f.txt'), content: 'new\n'.repeat(20_000) },
  { kind: 'text-block', path: at('f.sh'), marker: 'k8s-doctor', lines: long },
  { kind: 'write-file', path: at('made'), content: 'new\n'.repeat(1000) },
  { kind: 'remove-file', path: at('removed') },
  { kind: 'symlink', path: at('link'), target: 'f.txt' },
]

const old: Readonly<Record<string, string>> = {
  'f.json': oldJson,
  'f.txt': 'old\n'.repeat(19_000),
  'f.sh': '# mine\n',
  removed: 'kept\n',
}
const wholeBlock = ['# >>> k8s-doctor >>>', ...long, '# <<< k8s-doctor <<<', ''].join('\n')
const wholeJson = `${JSON.stringify({ ...keys, 'registry-mirrors': long }, null, 2)}\n`
const states: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'f.json': [oldJson, wholeJson],
  'f.txt': [old['f.txt'], 'new\n'.repeat(20_000)],
  'f.sh': ['# mine\n', `# mine\n${wholeBlock}`],
  made: [undefined, 'new\n'.repeat(1000)],
  removed: ['kept\n', undefined],
}

const contentOf = (name: string): string | undefined =>
  lstatSync(at(name), { throwIfNoEntry: false }) === undefined
    ? undefined
    : readFileSync(at(name), 'utf8')

const killOnce = async (file: string, delay: number): Promise<void> => {
  const child = spawn(process.execPath, [program, 'for-ever', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((done) => child.once('exit', done))
  await new Promise((done) => child.stdout.once('data', done))
  await sleep(delay)
  child.kill('SIGKILL')
  await gone
}

test(`killed ${kills} times (SEED=${seed}), every file is the old one or the new one`, async () => {
  for (const [name, content] of Object.entries(old)) {
    writeFileSync(at(name), content, { mode: 0o640 })
    if (isRoot) chownSync(at(name), somebody.uid, somebody.gid)
  }
  for (const [index, step] of steps.entries())
    writeFileSync(at(`step-${index}`), JSON.stringify([step]))
  const seen = new Set<string>()
  for (let run = 0; run < kills; run += 1) {
    await killOnce(at(`step-${run % steps.length}`), delayOf(run))
    for (const [name, expected] of Object.entries(states)) {
      const state = expected.indexOf(contentOf(name))
      expect(state, `${name} is torn, SEED=${seed}, run ${run}`).not.toBe(-1)
      seen.add(`${name} ${state}`)
      const stats = lstatSync(at(name), { throwIfNoEntry: false })
      if (stats === undefined || name === 'made') continue
      expect(stats.mode & 0o777, `${name} SEED=${seed} run ${run}`).toBe(0o640)
      expect(stats.uid).toBe(isRoot ? somebody.uid : process.getuid?.())
    }
    // The next run converges from whatever state the last one left, as the engine's re-run does.
    for (const [name, content] of Object.entries(old))
      if (contentOf(name) !== content) {
        writeFileSync(at(name), content, { mode: 0o640 })
        if (isRoot) chownSync(at(name), somebody.uid, somebody.gid)
      }
  }
  console.info(
    `kill -9: ${kills} runs, SEED=${seed}, states seen: ${[...seen].toSorted().join(', ')}`,
  )
  expect(seen.size).toBeGreaterThan(Object.keys(states).length)
  // What a killed run leaves beside a file, the next one sweeps away.
  for (const name of Object.keys(states)) await hostWith().writeAtomic(at(name), 'x')
  expect(
    readdirSync(at()).filter((name) => /\.k8s-doctor-/.test(name) && !/link/.test(name)),
  ).toEqual([])
}, 120_000)
