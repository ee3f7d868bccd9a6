import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createExplainer } from '../../src/explain/explainer.ts'
import { parseProfileList, parseStatus } from '../../src/facts/minikube-status.ts'
import { parseProfile } from '../../src/facts/profiles.ts'
import { versionIn } from '../../src/facts/tool-version.ts'
import { machineWith, runProcess } from '../support/cli.ts'
import { placeStandIn, realMinikube } from '../support/minikube.ts'
import type { StandInScript } from '../support/minikube.ts'

const standIn = (script: StandInScript = {}) => {
  const { folder, env } = machineWith({})
  const { path, calls, typed } = placeStandIn(folder, script)
  const home = join(env['HOME'] ?? '', '.minikube')
  return {
    home,
    calls,
    typed,
    minikube: (...args: readonly string[]) => runProcess([path, ...args], { env }),
  }
}

const forms = [
  ['in words', []],
  ['as events', ['-o', 'json']],
] as const

const explain = (log: string) => {
  const explainer = createExplainer()
  explainer.push(log)
  return explainer.end()
}

test('it says that it is none', async () => {
  const { minikube } = standIn()
  for (const form of [[], ['-o', 'json']])
    expect((await minikube('version', ...form)).stdout).toContain('stand-in')
})

/** What both must do alike: the stand-in always, a real minikube where there is one. */
const real = realMinikube()
const both: readonly (readonly [string, string | undefined])[] = [
  ['the stand-in', undefined],
  ...(real === undefined ? [] : [['minikube', real] as const]),
]

test.for(both)('%s: version, status and profiles without a cluster', async ([, program]) => {
  const { folder, env } = machineWith({})
  const path = program ?? placeStandIn(folder).path
  const minikube = (...args: readonly string[]) => runProcess([path, ...args], { env })
  for (const form of [[], ['-o', 'json'], ['--short']])
    expect(versionIn((await minikube('version', ...form)).stdout)).toMatch(/^v1\.\d+\.\d+/)
  const status = await minikube('status', '-o', 'json')
  expect({ code: status.code, nodes: parseStatus(status.stdout) }).toEqual({ code: 85, nodes: [] })
  expect(parseProfileList((await minikube('profile', 'list', '-o', 'json')).stdout)).toEqual([])
})

test.for(forms)('a start that succeeds, %s', async ([, form]) => {
  const { home, minikube, typed } = standIn()
  const { code, stdout, stderr } = await minikube('start', '--driver=docker', ...form)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('stand-in')
  expect(explain(stdout)).toMatchObject({ findings: [], succeeded: true })
  const file = join(home, 'profiles/minikube/config.json')
  expect(parseProfile('minikube', file, readFileSync(file, 'utf8'))).toMatchObject({
    driver: 'docker',
    kubernetes: 'v1.23.3',
  })
  expect(typed('start')).toEqual([`minikube ${['start', '--driver=docker', ...form].join(' ')}`])
})

/** The steps of a stream, as number and name. */
const stepsIn = (stream: string): readonly string[] =>
  stream.split('\n').flatMap((line) => {
    if (!line.includes('minikube.step"')) return []
    const { data } = JSON.parse(line)
    return [`${data.currentstep} ${data.name}`]
  })
const captured = (name: string) =>
  stepsIn(readFileSync(`test/fixtures/captures/start-json-${name}.stdout`, 'utf8'))

test('its starts take the steps that minikube v1.25.2 took', async () => {
  const { minikube } = standIn()
  const steps = async () => stepsIn((await minikube('start', '-o', 'json')).stdout)
  expect(await steps()).toEqual(captured('2'))
  expect(await steps()).toEqual(captured('already-running'))
})

test('a node that could not be made is made once more in the same start', async () => {
  const { minikube } = standIn({ starts: [{ retried: true }] })
  const { stdout } = await minikube('start', '-o', 'json')
  const wanted = captured('fail-binaries-404')
  expect(stepsIn(stdout).slice(0, wanted.length)).toEqual(wanted)
  expect(explain(stdout)).toMatchObject({ findings: [], succeeded: true })
})

test.for(forms)('a start that fails gives its reason and exit code, %s', async ([, form]) => {
  const message =
    'Failed to update cluster: downloading kubelet: download failed: bad response code: 404'
  const { minikube } = standIn({
    starts: [{ end: 'fail', reason: 'K8S_INSTALL_FAILED', message }, {}],
  })
  const { code, stdout, stderr } = await minikube('start', '-p', 'other', ...form)
  expect(code).toBe(100)
  expect(explain(stdout + stderr)).toMatchObject({ succeeded: false, recognised: true })
  expect(explain(stdout + stderr).findings.length).toBeGreaterThan(0)
  expect((await minikube('start', '-p', 'other')).code).toBe(0)
})

test('status and profiles before, with and after a cluster', async () => {
  const { home, minikube } = standIn()
  const none = await minikube('status', '-o', 'json')
  expect({ code: none.code, nodes: parseStatus(none.stdout) }).toEqual({ code: 85, nodes: [] })
  expect(parseProfileList((await minikube('profile', 'list', '-o', 'json')).stdout)).toEqual([])
  await minikube('start')
  const running = await minikube('status', '-o', 'json')
  expect({ code: running.code, nodes: parseStatus(running.stdout) }).toMatchObject({
    code: 0,
    nodes: [{ name: 'minikube', host: 'Running' }],
  })
  const listed = await minikube('profile', 'list', '-o', 'json')
  expect(parseProfileList(listed.stdout)).toEqual([
    { name: 'minikube', status: 'Running', valid: true },
  ])
  expect((await minikube('delete')).code).toBe(0)
  expect(existsSync(join(home, 'profiles/minikube'))).toBe(false)
  expect((await minikube('delete')).code).toBe(0)
})

test('delete --all --purge, and one that leaves something', async () => {
  const { home, minikube } = standIn({ deletes: [{ exit: 80, leaves: ['profile'] }, {}] })
  await minikube('start')
  await minikube('start', '-p', 'two')
  expect((await minikube('delete', '--purge')).code).toBe(14)
  expect((await minikube('delete', '--all', '--purge')).code).toBe(80)
  expect(existsSync(join(home, 'profiles/two'))).toBe(true)
  expect((await minikube('delete', '--all', '--purge')).code).toBe(0)
  expect(existsSync(home)).toBe(false)
})
