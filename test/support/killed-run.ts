import { requestFor } from './diagnose.ts'
import { readFileSync, writeSync } from 'node:fs'
import { applyRound } from '../../src/engine/apply.ts'
import { createJournal } from '../../src/engine/journal.ts'
import { planRound } from '../../src/engine/round-plan.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import { readRun, undoRun } from '../../src/engine/undo.ts'
import { createRunFiles } from '../../src/host/journal.ts'
import { createLocalHost } from '../../src/host/local.ts'
import { createWriteHost } from '../../src/host/write.ts'
import type { ReadHost } from '../../src/model/host.ts'
import type { Step } from '../../src/model/step.ts'
import type { WriteHost } from '../../src/model/write-host.ts'

// The program the kill tests start and kill: `apply STEPS` or `undo`, where STEPS is a file. What lies below the folders named in
// KILLED_FOLDERS is read below KILLED_ROOT instead, so that a machine's own files can be stood in for.
const [, , what = '', file = ''] = process.argv
const root = process.env['KILLED_ROOT'] ?? ''
const folders = (process.env['KILLED_FOLDERS'] ?? '').split(':').filter((name) => name !== '')

const moved = (path: string): string =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`)) ? root + path : path

const elsewhere = (host: ReadHost): ReadHost => ({
  ...host,
  stat: (path) => host.stat(moved(path)),
  readText: (path, options) => host.readText(moved(path), options),
})

/** Says that it is about to ask the machine something, or to change it: a killer counts these, and not the time, which others share. */
const ticking =
  <A extends readonly unknown[], R>(work: (...args: A) => R) =>
  (...args: A): R => {
    writeSync(1, '.')
    return work(...args)
  }

const audible = (host: WriteHost): WriteHost => ({
  ...host,
  stat: ticking(host.stat),
  readText: ticking(host.readText),
  run: ticking(host.run),
  writeAtomic: ticking(host.writeAtomic),
  remove: ticking(host.remove),
  rename: ticking(host.rename),
  mkdir: ticking(host.mkdir),
  symlink: ticking(host.symlink),
  chown: ticking(host.chown),
  runChanging: ticking(host.runChanging),
  place: ticking(host.place),
  displace: ticking(host.displace),
})

const run = async (): Promise<void> => {
  const read = elsewhere(createLocalHost(process.env))
  const host = audible(createWriteHost(process.env, read))
  const files = createRunFiles(await read.identity(), process.env, read.now)
  const settings = { now: read.now, version: 'test' }
  const signal = new AbortController().signal
  if (what === 'undo') {
    for (const id of (await files.list()).toReversed()) {
      const journal = createJournal(files.open(id), { ...settings, begun: true })
      const options = { host, interpreters, journal, privilege: 'root', signal } as const
      const outcomes = await undoRun((await readRun(files, id)) ?? [], options)
      process.stdout.write(
        outcomes
          .map(
            ({ prepared, state, trouble }) =>
              `${prepared.step.kind} ${state} ${trouble?.detail ?? ''}\n`,
          )
          .join(''),
      )
    }
    return
  }
  const steps: readonly Step[] = JSON.parse(readFileSync(file, 'utf8'))
  const plan = planRound(
    steps.map((step) => ({
      fix: 'test',
      title: 'test',
      risk: 'safe',
      needsRoot: false,
      because: [],
      verifies: 'host/os',
      steps: [step],
      commands: [],
    })),
    { reversibility: ({ kind }) => interpreters[kind].reversibility },
  )
  const outcomes = await applyRound(plan, new Set(steps.keys()), {
    host,
    interpreters,
    journal: createJournal(files.create(), settings),
    signal,
    privilege: 'root',
    request: requestFor({}),
  })
  const bad = outcomes.flatMap(({ planned, trouble }) =>
    trouble === undefined ? [] : [`${planned.step.kind}: ${trouble.detail}`],
  )
  process.stdout.write(bad.length === 0 ? 'end\n' : `${bad.join('\n')}\n`)
}

await run()
