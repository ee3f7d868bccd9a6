import type { RunOptions } from '../support/rounds.ts'
import { expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { exitCode } from '../../src/engine/readiness.ts'
import type { Report } from '../../src/model/report.ts'
import { readMachine } from '../support/machine-file.ts'
import { defineCheck, problem } from '../../src/model/check.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { defineFact } from '../../src/model/fact.ts'
import { defineFix } from '../../src/model/fix.ts'
import { say } from '../../src/model/text.ts'
import { requestFor } from '../support/diagnose.ts'
import { memoryJournal, testInterpreters, write } from '../support/repairing.ts'
import { runOn } from '../support/rounds.ts'
import { writableMachine } from '../support/writable-machine.ts'

/** Repairs a recorded machine; everything is agreed to unless told. */
const repairing = async (name: string, more: RunOptions = {}) => {
  const { machine, request: asked } = readMachine(name)
  const { host, changed } = writableMachine(machine)
  const { file: runFile, lines } = memoryJournal()
  const interpreters = {
    ...testInterpreters,
    'write-file': {
      ...testInterpreters['write-file'],
      stale: ['a', 'b', 'c', 'd'].map((each) => `file-${each}`),
    },
  }
  const request = requestFor(asked ?? {})
  const report = await runOn(host, checks, { request, interpreters, runFile, ...more })
  return { report, changed, written: lines.length }
}

const fileThere = (name: string) =>
  defineFact({
    id: `file-${name}`,
    read: async ({ host }) => (await host.readText(`/${name}`)) !== undefined,
  })

/** Each behind the one before it, and mended by writing a file. */
const chain: readonly AnyCheck[] = ['a', 'b', 'c', 'd'].map((name, index, all) => {
  const before = all[index - 1]
  return defineCheck({
    id: `host/${name}`,
    title: name,
    needs: {
      here: fileThere(name),
      ...(before === undefined ? {} : { before: fileThere(before) }),
    },
    problems: {
      bad: problem({
        severity: 'error',
        message: () => say`bad`,
        fix: defineFix({
          id: 'mend',
          title: 'mend',
          risk: 'safe',
          needsRoot: false,
          plan: () => [write(`/${name}`, 'good')],
          verifies: `host/${name}`,
        }),
      }),
    },
    inspect: ({ here, before: ready = true }) =>
      here || !ready ? [] : [{ code: 'bad' as const, args: {} }],
  })
})

const coursed = ({ repair: done }: Report) =>
  done?.rounds.map(({ fixes }) =>
    fixes.map(({ fix, result }) => `${fix.fix} ${result} ${fix.because.join()}`),
  )

test('a driver that cannot work here gives way to docker, whose checks then look too', async () => {
  const { report, changed, written } = await repairing('virtualbox-in-vm')
  expect(coursed(report)).toEqual([['use-docker-driver fixed host/virtualization/no-cpu-support']])
  expect(report.start.argv).toContain('--driver=docker')
  expect(report.checks.find(({ id }) => id === 'docker/daemon')?.status).toBe('passed')
  expect({ ready: report.ready, exit: exitCode(report) }).toEqual({ ready: true, exit: 0 })
  expect({ changed, written }).toEqual({ changed: [], written: 0 })
})

test.for([
  ['pair-too-old', 'tools/pair/kubernetes-too-old', true, 'v1.36.0', 'v1.23.3'],
  ['pair-cgroup', 'host/cgroup/v1-refused', false, 'v1.37.0', 'v1.34.0'],
] as const)(
  'versions that cannot work here give way: %s',
  async ([name, code, listed, minikube, kubernetes]) => {
    const { report } = await repairing(name)
    const [first] = report.repair?.rounds ?? []
    expect(coursed(report)?.[0]).toEqual([`use-other-pair fixed ${code}`])
    expect(first?.fixes[0]?.fix.choice).toEqual({ pair: { minikube, kubernetes, listed } })
    expect(report.profile.pair).toEqual({ minikube, kubernetes })
    expect(report.start.argv).toContain(`--kubernetes-version=${kubernetes}`)
  },
)

const arm = 'docker-book-arm64'

test('what has to be done for the choice comes after it', async () => {
  const { report } = await repairing(arm)
  expect(coursed(report)).toEqual([
    ['use-other-pair fixed tools/pair/cpu'],
    ['install-kubectl unchanged tools/kubectl/absent'],
  ])
})

test('nobody agreed: nothing is done for other versions, and the run says so', async () => {
  const { report } = await repairing(arm, {
    ask: async () => ({ agreed: new Set(), privilege: 'none', wants: '--allow-pair' }),
  })
  expect(coursed(report)).toEqual([['use-other-pair declined tools/pair/cpu']])
  expect(report.repair?.wants).toBe('--allow-pair')
  expect(report.profile.pair).toEqual({ minikube: 'v1.13.1', kubernetes: 'v1.19.2' })
  expect(report.checks.find(({ id }) => id === 'tools/kubectl')).toMatchObject({
    status: 'blocked',
    blockedBy: 'tools/pair/cpu',
  })
  expect(exitCode(report)).toBe(4)
})

test('a dry run shows the choice and what follows from it; the machine is no better for that', async () => {
  const { report, changed } = await repairing(arm, { dryRun: true })
  expect(coursed(report)).toEqual([
    ['use-other-pair planned tools/pair/cpu'],
    ['install-kubectl planned tools/kubectl/absent'],
  ])
  expect(report.repair?.rounds.map(({ steps }) => steps.length)).toEqual([0, 1])
  expect(report.start.argv).toContain('--kubernetes-version=v1.19.2')
  expect(report.first?.code).toBe('tools/pair/cpu')
  expect({ ready: report.ready, exit: exitCode(report), changed }).toEqual({
    ready: false,
    exit: 1,
    changed: [],
  })
})

test('choices are no rounds: three of these are left', async () => {
  const { report } = await repairing('virtualbox-in-vm', {
    checks: [...checks.filter(({ id }) => id === 'host/virtualization'), ...chain],
  })
  expect(coursed(report)?.map(([one]) => one)).toEqual([
    'use-docker-driver fixed host/virtualization/no-cpu-support',
    'mend fixed host/a/bad',
    'mend fixed host/b/bad',
    'mend fixed host/c/bad',
  ])
})
