import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReplayHost } from '../../src/host/replay.ts'
import { codesIn, machineWith, parseReport, runCli, statusOf } from '../support/cli.ts'
import { codesOf, diagnoseHost } from '../support/diagnose.ts'
import { parseMachine } from '../support/machine-file.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.dispose())

/** This machine with its own tools and a fresh home, pointed at an engine. */
const here = (more: Readonly<Record<string, string>> = {}) => {
  const { folder, env } = machineWith({})
  return {
    folder,
    env: {
      ...env,
      PATH: process.env['PATH'] ?? '',
      DOCKER_HOST: engine.address,
      ...more,
    },
  }
}

const look = async (more: Readonly<Record<string, string>> = {}, args: readonly string[] = []) => {
  const ended = await runCli(['--json', '--offline', ...args], { env: here(more).env })
  return { ...ended, report: parseReport(ended.stdout) }
}

test('an engine that runs is seen with its true version', async () => {
  const { report, stderr } = await look()
  expect(stderr).toBe('')
  const daemon = report.checks.find(({ id }) => id === 'docker/daemon')
  expect(daemon).toMatchObject({ status: 'passed', findings: [] })
  expect(daemon?.fine).toContain(engine.version)
  expect(statusOf(report, 'docker/installed')).toBe('passed')
  expect(statusOf(report, 'docker/access')).toBe('passed')
  expect(report.checks.filter(({ status }) => status === 'crashed')).toEqual([])
})

test('a recording of this machine replays to the same codes', async () => {
  const { folder, env } = here()
  const file = join(folder, 'machine.json')
  const recorded = await runCli(['--offline', 'record', file], { env })
  expect(recorded).toMatchObject({ code: 0, stderr: '' })
  const live = parseReport((await runCli(['--json', '--offline'], { env })).stdout)
  const replayed = await diagnoseHost(
    createReplayHost(parseMachine(JSON.parse(readFileSync(file, 'utf8')))),
    { offline: true },
  )
  expect(replayed.checks.map(({ id, status }) => [id, status])).toEqual(
    live.checks.map(({ id, status }) => [id, status]),
  )
  expect(codesOf(replayed)).toEqual([...new Set(codesIn(live))])
})

test.for(['tcp:/nowhere', 'unix//var/run/docker.sock', 'foo://bar', 'tcp://[::1:2375'])(
  'DOCKER_HOST=%s is no engine',
  async (address) => {
    const { report, code } = await look({ DOCKER_HOST: address })
    // Wordings nobody has seen before are honestly unknown; none of them is ready.
    expect([1, 3]).toContain(code)
    expect(report.ready).not.toBe(true)
    expect(report.first?.code ?? 'docker/unknown').toMatch(/^docker\//)
  },
)

test('a context that does not exist is no engine', async () => {
  const { report, code } = await look({ DOCKER_HOST: '', DOCKER_CONTEXT: 'no-such-context' })
  expect(code).toBe(1)
  expect(report.first?.code).toMatch(/^docker\//)
})

test('an engine that hangs costs its deadline once', async () => {
  engine.freeze()
  try {
    const { report, code } = await look()
    expect(code).toBe(1)
    expect(report.first?.code).toBe('docker/daemon/hung')
    expect(statusOf(report, 'docker/access')).toBe('blocked')
  } finally {
    engine.thaw()
  }
  expect(statusOf((await look()).report, 'docker/daemon')).toBe('passed')
})

// Last in this file: the engine does not come back.
test.for([
  ['that was killed and left its socket', () => engine.stop('SIGKILL')],
  ['whose socket is gone', async () => rmSync(engine.socket, { force: true })],
] as const)('an engine %s is not running, and that is the one thing told', async ([, end]) => {
  await end()
  const { report, code } = await look()
  expect(code).toBe(1)
  // DOCKER_HOST points there on purpose, so that may be what is told.
  const first = report.first?.code ?? ''
  expect(first).toMatch(/^docker\/(daemon\/not-running|context\/)/)
  const access = report.checks.find(({ id }) => id === 'docker/access')
  expect(access).toMatchObject({ status: 'blocked', blockedBy: first })
  const errors = report.checks
    .filter(({ id }) => id.startsWith('docker/'))
    .flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
  expect(errors.map((finding) => finding.code)).toEqual([first])
})
