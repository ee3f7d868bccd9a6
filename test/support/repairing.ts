import type { Interpreters } from '../../src/engine/apply.ts'
import { createJournal, parseEntries, remember } from '../../src/engine/journal.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import type { Interpreter } from '../../src/engine/steps/interpreter.ts'
import type { RunFile } from '../../src/model/journal.ts'
import type { PlannedFix } from '../../src/model/report.ts'
import type { Step } from '../../src/model/step.ts'
import { StepError } from '../../src/model/write-host.ts'

type WriteFile = Extract<Step, { readonly kind: 'write-file' }>
type Service = Extract<Step, { readonly kind: 'service' }>
type Group = Extract<Step, { readonly kind: 'group-member' }>

/** Small honest interpreters of this suite's own: the engine is tested, not the steps. */
const writeFile: Interpreter<WriteFile> = {
  kind: 'write-file',
  reversibility: 'atomic',
  stale: [],
  isDone: async ({ path, content }, host) => (await host.readText(path)) === content,
  prepare: async ({ path, content }, host) => ({
    path,
    before: (await host.readText(path)) ?? null,
    after: content,
  }),
  perform: async ({ path, content }, host) => {
    if (content === 'no room') throw new StepError('no-space', path)
    if (content === 'broken interpreter') throw new TypeError(content)
    await host.writeAtomic(path, content)
  },
  revert: async ({ path, before, after }, host) => {
    if (typeof path !== 'string') throw new TypeError('no path')
    if ((await host.readText(path)) !== after) throw new StepError('refused', `${path} has changed`)
    await (typeof before === 'string' ? host.writeAtomic(path, before) : host.remove(path))
  },
  diff: async ({ path, content }) => `--- ${path}\n+++ ${path}\n+${content}\n`,
}

const command = (service: string, verb: string) => ['systemctl', verb, service] as const

const service: Interpreter<Service> = {
  kind: 'service',
  reversibility: 'compensable',
  stale: ['docker-version', 'docker-service'],
  isDone: async () => false,
  prepare: async ({ unit }) => ({ unit }),
  perform: async ({ unit, action }, host) => {
    const { exitCode, stderr } = await host.runChanging(command(unit, action), { deadlineMs: 1000 })
    if (exitCode !== 0) throw new StepError('failed', stderr)
  },
  revert: async ({ unit }, host) => {
    if (typeof unit !== 'string') throw new TypeError('no unit')
    await host.runChanging(command(unit, 'stop'), { deadlineMs: 1000 })
  },
}

const group: Interpreter<Group> = {
  kind: 'group-member',
  reversibility: 'compensable',
  stale: ['docker-group', 'docker-version'],
  isDone: async () => false,
  prepare: async ({ user, group }) => ({ user, group }),
  perform: async ({ user, group }, host) => {
    await host.runChanging(['usermod', '-aG', group, user], { deadlineMs: 1000 })
  },
  revert: async () => undefined,
}

export const testInterpreters: Interpreters = {
  ...interpreters,
  'write-file': writeFile,
  service,
  'group-member': group,
}

/** A journal in memory. */
export const memoryJournal = () => {
  const lines: string[] = []
  const file: RunFile = {
    id: '2026-11-20T21-14-05',
    append: async (line) => {
      lines.push(line)
    },
  }
  return {
    lines,
    file,
    journal: createJournal(file, { now: () => 0, version: '0.0.0-test' }),
    entries: () => parseEntries(lines),
    remembered: () => remember(parseEntries(lines)),
  }
}

export const write = (path: string, content: string): Step => ({
  kind: 'write-file',
  path,
  content,
})
export const restart = (unit = 'docker.service'): Step => ({
  kind: 'service',
  unit,
  action: 'restart',
})

/** A fix as the planner gives it. */
export const planned = (
  fix: string,
  steps: readonly Step[],
  more: Partial<PlannedFix> = {},
): PlannedFix => ({
  fix,
  title: fix,
  risk: 'system',
  needsRoot: false,
  because: [`docker/daemon/${fix}`],
  verifies: 'docker/daemon',
  steps,
  commands: [],
  ...more,
})
