import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootFailure, provisionFailure } from '../support/minikube.ts'
import type { Ended } from '../support/cli.ts'
import { programFile } from '../support/program-file.ts'
import { learner } from './support/debian.ts'
import { startNewcomer } from './support/newcomer.ts'
import type { Newcomer } from './support/newcomer.ts'
import { startInternet } from './worlds/internet.ts'
import type { Internet } from './worlds/internet.ts'
import { chinaWorlds } from './worlds/worlds-china.ts'

let internet: Internet
let newcomer: Newcomer
beforeAll(async () => {
  const china = chinaWorlds.find(({ name }) => name === 'china')
  if (china === undefined) throw new Error('no China')
  internet = await startInternet()
  newcomer = await startNewcomer(internet, china)
}, 240_000)
afterAll(async () => {
  await newcomer.debian.dispose()
  await internet[Symbol.asyncDispose]()
})

/** `scripts/recordings.mjs` makes docs/recordings of what is printed. */
const recordings = process.env['K8S_DOCTOR_RECORDINGS']

/** Runs the program as the learner; under a name, what it prints may be kept. */
const doctor = async (name: string, ...args: readonly string[]): Promise<Ended> => {
  const run = await newcomer.doctor(...args)
  if (recordings !== undefined && name !== '')
    writeFileSync(
      join(recordings, `${name}.txt`),
      `$ k8s-doctor ${args.join(' ')}\n${run.stdout}${run.stderr}`,
    )
  return run
}

const programs = (): readonly boolean[] =>
  ['usr/bin/docker', 'usr/local/bin/minikube', 'usr/local/bin/kubectl'].map((name) =>
    existsSync(join(newcomer.debian.root, name)),
  )

const aliyun = 'registry.cn-hangzhou.aliyuncs.com/google_containers'

test('a dry run tells all of it and does nothing', async () => {
  const run = await doctor('fix-china-dry-run', '--fix', '--dry-run')
  expect([run.code, run.stderr]).toEqual([1, ''])
  for (const line of [
    'The plan, 5 steps:',
    '$ apt-get install -y docker.io',
    `--image-repository=${aliyun}`,
    'Nothing was changed (--dry-run).',
  ])
    expect(run.stdout).toContain(line)
  expect(programs()).toEqual([false, false, false])
})

test('one command: from no docker and no minikube to a cluster in which the first lesson works', async () => {
  const run = await doctor('fix-china', '--fix', '--yes')
  expect(run.stdout).toContain('✓ install the package docker.io')
  expect(run.stdout).toContain(`✓ add ${learner} to the group docker`)
  expect(run.stdout).toContain(
    'The first lesson works: nginx:alpine answered at http://192.168.49.2',
  )
  expect(run.stdout).toContain('until then: newgrp docker')
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(programs()).toEqual([true, true, true])
  expect(newcomer.typed('start')).toEqual([
    expect.stringContaining(
      `--image-repository=${aliyun} --base-image=${aliyun}/kicbase:v0.0.30 --registry-mirror=https://docker.m.daocloud.io`,
    ),
  ])
  expect(newcomer.typed('delete')).toEqual([])
})

test('what can be taken back is taken back', async () => {
  const run = await doctor('undo', 'undo')
  // Not the packages, which stay as was said, but their engine: a container runs on it now.
  expect([run.code, run.stderr]).toEqual([4, ''])
  expect(run.stdout).toContain('  cannot be undone  install the package docker.io')
  expect(run.stdout).toContain(
    '  left as it is: changed or in use since  start and enable docker.service',
  )
  expect(run.stdout).toContain(`  undone  add ${learner} to the group docker`)
  expect(programs()).toEqual([true, false, false])
  expect(readFileSync(join(newcomer.debian.root, 'etc/group'), 'utf8')).toMatch(/^docker:x:\d+:$/m)
})

const at = (tool: string): string => join(newcomer.debian.root, 'usr/local/bin', tool)

test('older programs of root’s are replaced, and given back byte for byte', async () => {
  const tools = [
    ['minikube', programFile('v1.9.2')],
    ['kubectl', programFile('v1.18.2')],
  ] as const
  const seen = () =>
    tools.map(([tool]) => {
      const { mode, uid, gid } = statSync(at(tool))
      return [readFileSync(at(tool)).toString('base64'), mode & 0o7777, uid, gid]
    })
  for (const [tool, { bytes }] of tools) {
    writeFileSync(at(tool), bytes)
    chownSync(at(tool), 0, 50)
    chmodSync(at(tool), 0o775)
  }
  const before = seen()
  const program = ['/opt/node/node', '/opt/k8s-doctor/bin/k8s-doctor.mjs'] as const
  for (const undo of [
    () => doctor('', 'undo'),
    () => newcomer.debian.run(['sudo', ...program, 'undo'], { user: learner }),
  ]) {
    const run = await doctor('', '--fix', '--yes', '--no-start', '--only', 'tools')
    expect(run.stderr).toBe('')
    for (const [tool] of tools) expect(run.stdout).toMatch(new RegExp(`✓ install ${tool} v`))
    for (const [index, [bytes, ...rights]] of seen().entries()) {
      expect(bytes).not.toBe(before[index]?.[0])
      expect(rights).toEqual([0o755, 0, 0])
    }
    const { code, stderr } = await undo()
    expect([code, stderr]).toEqual([0, ''])
    expect(seen()).toEqual(before)
  }
  for (const [tool] of tools) rmSync(at(tool))
})

test('a start that fails twice comes up at the third', async () => {
  const { debian } = newcomer
  await debian.sh(
    `docker rm -fv minikube; rm -rf /home/${learner}/.minikube /home/${learner}/.kube`,
  )
  await doctor('', '--fix', '--yes', '--no-start')
  newcomer.tell({ starts: [bootFailure, provisionFailure, {}] })
  const run = await doctor('third-rung', '--fix', '--yes')
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(newcomer.typed('start')).toHaveLength(3)
  expect(newcomer.typed('delete')).toEqual(['minikube delete -p minikube', 'minikube delete --all'])
  expect(run.stdout).toContain('The first lesson works')
})
