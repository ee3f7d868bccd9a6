import { expect, test } from 'vitest'
import { exitCode } from '../../src/engine/readiness.ts'
import { failing, inTurn, reports, rung, runCourse, started } from '../support/course.ts'

test.for([
  ['nothing of it is here', 'ubuntu-22.04', {}],
  ['only the node holds it', 'cluster-stopped', {}],
  [
    'nobody knows what the release asks for',
    'air-gap',
    { pair: { minikube: 'v1.99.0', kubernetes: 'v1.23.3' } },
  ],
  ['the driver is none that is known', 'air-gap', { course: { driver: 'kvm2' as const } }],
] as const)('no start is begun where %s', async ([, machine, change]) => {
  const { course, lines } = await runCourse({ starts: [started], machine, offline: true, change })
  expect(course).toMatchObject({ state: 'not-begun', notBegun: 'offline' })
  expect(lines).toEqual([])
  const { none } = await reports()
  const repair = { dryRun: false, rounds: [] }
  expect(exitCode({ ...none, ready: true, repair, course })).toBe(4)
})

test('a start is begun where everything is here, and minikube asks for no newer release', async () => {
  const { course, lines, envs } = await runCourse({
    starts: [started],
    machine: 'air-gap',
    offline: true,
  })
  expect(course.state).toBe('proven')
  expect(lines).toHaveLength(1)
  expect(envs).toEqual([{ MINIKUBE_WANTUPDATENOTIFICATION: 'false' }])
})

const bundle =
  '/home/jane/.minikube/cache/preloaded-tarball/preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4'

test('no further start is begun where the first one has lost what it needs', async () => {
  const { course, lines } = await runCourse({
    starts: [failing('GUEST_START', 'apiserver healthz never reported healthy')],
    machine: 'air-gap',
    offline: true,
    rungs: inTurn(
      rung('delete-profile', {
        steps: [{ kind: 'remove-file', path: bundle }],
        patch: { flags: [{ name: '--memory', value: '4096mb' }] },
      }),
    ),
  })
  expect(course).toMatchObject({ state: 'failed', rounds: [{ fixes: [{ result: 'fixed' }] }] })
  expect(lines).toHaveLength(1)
})
