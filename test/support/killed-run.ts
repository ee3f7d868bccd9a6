import { applyRound } from '../../src/engine/apply.ts'
import { createJournal } from '../../src/engine/journal.ts'
import { planRound } from '../../src/engine/round-plan.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import { readRun, undoRun } from '../../src/engine/undo.ts'
import { createRunFiles } from '../../src/host/journal.ts'
import { createLocalHost } from '../../src/host/local.ts'
import { createWriteHost } from '../../src/host/write.ts'
import type { Step } from '../../src/model/step.ts'

// The program the kill test starts and kills: `apply FOLDER`, or `undo FOLDER`, on files in a folder of its own.
const [, , what = '', folder = ''] = process.argv

export const names: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f']
export const contentOf = (name: string): string => `${name} new\n`.repeat(2000)

const steps = names.map((name): Step => ({
  kind: 'write-file',
  path: `${folder}/${name}`,
  content: contentOf(name),
}))

const run = async (): Promise<void> => {
  const read = createLocalHost(process.env)
  const host = createWriteHost(process.env, read)
  const files = createRunFiles(await read.identity(), process.env, read.now)
  const settings = { now: read.now, version: 'test' }
  const signal = new AbortController().signal
  if (what === 'undo') {
    for (const id of (await files.list()).toReversed()) {
      const journal = createJournal(files.open(id), { ...settings, begun: true })
      const options = { host, interpreters, journal, privilege: 'root', signal } as const
      const outcomes = await undoRun((await readRun(files, id)) ?? [], options)
      process.stdout.write(`${outcomes.map(({ state }) => state).join(' ')}\n`)
    }
    return
  }
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
    { reversibility: () => 'atomic' },
  )
  process.stdout.write('begin\n')
  await applyRound(plan, new Set(steps.keys()), {
    host,
    interpreters,
    journal: createJournal(files.create(), settings),
    signal,
    privilege: 'root',
  })
  process.stdout.write('end\n')
}

if (what === 'apply' || what === 'undo') await run()
