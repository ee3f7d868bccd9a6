import { join } from 'node:path'
import { expect, test } from 'vitest'
import { http } from '../http/servers.ts'
import { writeFiles } from '../support/cli.ts'
import { healthyAnswer } from '../support/course-world.ts'
import { canPlace, eventsIn, machine, serve } from '../support/installing.ts'
import { programFile } from '../support/program-file.ts'

const minikube = programFile('v1.99.1', { size: 5000 })
const cpu = process.arch === 'arm64' ? 'arm64' : 'amd64'
const file = `v1.99.1/minikube-linux-${cpu}`

const course = `
id: test-course
title: a course for tests
minikube: v1.99.1
kubernetes: v1.23.3
digests:
  minikube:
    linux-${cpu}: ${minikube.sha256}
`

/** A machine whose Docker has cgroup v2: the Docker inside the node of minikube v1.13.1 does not know it. */
const withCgroup2 = (extra: Readonly<Record<string, string>> = {}) => {
  const world = machine(extra)
  const info = JSON.parse(healthyAnswer('docker info --format {{json .}}'))
  writeFiles(world.folder, {
    'course.yaml': course,
    version: healthyAnswer('docker version --format {{json .}}'),
    info: JSON.stringify({ ...info, CgroupVersion: '2' }),
  })
  const script = `#!/bin/sh\n/bin/cat ${world.folder}/"$1"\n`
  writeFiles(world.folder, { 'bin/docker': script }, 0o755)
  return world
}

test.runIf(canPlace)('the course’s minikube that starts nothing here is not taken', async () => {
  const { run } = withCgroup2()
  const asked = ['install', 'minikube', '--profile', 'docker-book', '--dry-run']
  const told = await run(asked)
  expect(told.code).toBe(0)
  expect(told.stdout).toMatch(
    /^minikube v1\.\d+\.\d+ is taken: the course's v1\.13\.1 cannot start a cluster on this machine\.\n/,
  )
  const [plan] = eventsIn(await run([...asked, '--json']))
  expect(plan).toMatchObject({ kind: 'plan', insteadOf: 'v1.13.1' })
  const named = await run(['install', 'minikube', 'v1.13.1', '--dry-run', '--json'])
  expect(eventsIn(named)).toMatchObject([{ kind: 'plan', version: 'v1.13.1' }])
})

test.runIf(canPlace)(
  'a minikube that works is not replaced by one that starts nothing',
  async () => {
    await using server = await http(serve({ [`/${file}`]: minikube.bytes }))
    const { folder, bin, run } = withCgroup2({
      K8S_DOCTOR_MIRROR: `http://127.0.0.1:${server.port}`,
    })
    const at = ['--bin-dir', bin]
    const first = await run([
      'install',
      'minikube',
      '--profile',
      join(folder, 'course.yaml'),
      ...at,
    ])
    expect([first.code, first.stderr]).toEqual([0, ''])
    const old = ['install', 'minikube', 'v1.13.1']
    const refused = await run([...old, ...at, '--dry-run'])
    expect([refused.code, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain(
      `minikube v1.13.1 cannot start a cluster on this machine, and would replace ${bin}/minikube, which is minikube v1.99.1`,
    )
    const beside = await run([...old, '--beside', '--dry-run'])
    expect([beside.code, beside.stderr]).toEqual([0, ''])
  },
)
