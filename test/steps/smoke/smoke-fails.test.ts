import { requestFor } from '../../support/diagnose.ts'
import { expect, test } from 'vitest'
import { smoke } from '../../../src/engine/steps/smoke.ts'
import { Unreadable } from '../../../src/model/unreadable.ts'
import { command } from '../../../src/model/value.ts'
import { StepError } from '../../../src/model/write-host.ts'
import { deadPort, nginx, nodeThatAnswers, smokeOn, smokingMachine } from '../../support/smoking.ts'

const pulling = (message: string, type = 'Warning') => ({
  type,
  reason: 'Failed',
  message,
  lastTimestamp: '2026-11-20T09:00:10Z',
  metadata: { creationTimestamp: '2026-11-20T09:00:10Z' },
})

const pullFailure =
  'Failed to pull image "nginx:alpine": rpc error: code = Unknown desc = Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection'

test.for([
  [
    'an image that does not arrive',
    {
      pod: 'image',
      events: [
        pulling('Pulling image "nginx:alpine"', 'Normal'),
        pulling(pullFailure),
        pulling('Error: ErrImagePull'),
        pulling('Back-off pulling image "nginx:alpine"', 'Normal'),
      ],
    },
    { why: 'image', detail: pullFailure },
  ],
  [
    'an image that is still on its way',
    { pod: 'creating', events: [pulling('Pulling image "nginx:alpine"', 'Normal')] },
    { why: 'image', detail: 'Pulling image "nginx:alpine"' },
  ],
  [
    'a pause image that does not arrive',
    {
      pod: 'creating',
      events: [
        pulling(
          'Failed to create pod sandbox: rpc error: code = Unknown desc = failed pulling image "k8s.gcr.io/pause:3.6": Error response from daemon',
        ),
      ],
    },
    { why: 'image' },
  ],
  [
    'a process of another CPU',
    { pod: 'crash', logs: 'exec /docker-entrypoint.sh: exec format error' },
    {
      why: 'crash',
      detail: 'CrashLoopBackOff (exit code 1): exec /docker-entrypoint.sh: exec format error',
    },
  ],
  [
    'no room',
    { pod: 'unschedulable' },
    { why: 'unschedulable', detail: expect.stringContaining('disk-pressure') },
  ],
  [
    'something else',
    { pod: 'creating', events: [pulling('MountVolume.SetUp failed for volume "kube-api-access"')] },
    { why: 'no-answer', detail: 'MountVolume.SetUp failed for volume "kube-api-access"' },
  ],
  [
    'a namespace that may not be made',
    { refuse: { create: 'Error from server (Forbidden): namespaces is forbidden' } },
    { why: 'refused', detail: 'Error from server (Forbidden): namespaces is forbidden' },
  ],
  [
    'a cluster kubectl does not know',
    { context: 'other' },
    { why: 'refused', detail: 'error: context "minikube" does not exist' },
  ],
] as const)('%s is told', async ([, world, failure]) => {
  const machine = smokingMachine(world, { pace: 15 })
  const { result, journal } = await smokeOn(machine)
  expect(result).toMatchObject({ state: 'failed', ...failure })
  expect(machine.left()).toBe(false)
  expect(machine.told().at(-1)).toContain('delete namespace')
  expect(journal.remembered().map(({ state }) => state)).toEqual(
    // A namespace nobody could ask about is left to `undo`.
    'context' in world ? ['open'] : ['undone'],
  )
})

test('where the node does not answer kubectl is tried before it counts as silent', async () => {
  const nodePort = await nodeThatAnswers(503)
  const machine = smokingMachine({ nodePort })
  const asked: string[] = []
  const run: typeof machine.host.run = (argv, options) => {
    asked.push(argv.join(' '))
    if (argv.includes('port-forward'))
      return Promise.reject(new Unreadable('missing-program', command(argv)))
    return machine.host.run(argv, options)
  }
  const { result } = await smokeOn({ ...machine, host: { ...machine.host, run } })
  expect(result).toMatchObject({
    why: 'no-answer',
    detail: `http://127.0.0.1:${nodePort}: HTTP 503`,
  })
  expect(asked.some((line) => line.includes('port-forward'))).toBe(true)
  expect(machine.left()).toBe(false)
})

test('a tunnel that cannot be opened is no address', async () => {
  const said = 'error: unable to forward port because pod is not running. Current status=Pending'
  const machine = smokingMachine({ forward: said }, { patient: true })
  const plan = {
    cluster: 'minikube',
    lesson: nginx,
    reach: 'forward',
  } as const
  const { result } = await smokeOn(machine, { plan })
  expect(result).toMatchObject({ state: 'failed', why: 'no-address', detail: said })
})

test('a process that dies right after it was ready is a crash', async () => {
  const nodePort = await deadPort()
  const machine = smokingMachine({
    pod: ['ready', 'crash'],
    nodePort,
    forward: 'error: lost connection to pod',
    logs: 'nginx: [emerg] bind() failed',
  })
  expect((await smokeOn(machine)).result).toMatchObject({
    why: 'crash',
    detail: expect.stringContaining('nginx: [emerg] bind() failed'),
  })
})

test('a signal ends the wait and removes the lesson', async () => {
  const stop = new AbortController()
  const machine = smokingMachine({ pod: 'creating' })
  const sleep = async (ms: number): Promise<void> => {
    stop.abort()
    await machine.host.sleep(ms)
  }
  const { result, journal } = await smokeOn(
    { host: { ...machine.host, sleep } },
    { signal: stop.signal },
  )
  expect(result).toMatchObject({ state: 'failed', detail: 'interrupted' })
  expect(machine.left()).toBe(false)
  expect(journal.remembered()).toMatchObject([{ state: 'undone' }])
})

test('what a kill left behind is taken back from the journal', async () => {
  const machine = smokingMachine({ refuse: { delete: 'Unable to connect to the server: EOF' } })
  const { journal } = await smokeOn(machine, {
    lesson: { kind: 'pod', image: 'busybox:latest', serves: false },
  })
  const [left] = journal.remembered()
  expect(machine.left()).toBe(true)
  expect(left?.state).toBe('open')
  machine.change({})
  await smoke.revert(left?.prepared.undo ?? {}, machine.host)
  expect(machine.left()).toBe(false)
})

test('as a step of a plan it fails with what the lesson said', async () => {
  const machine = smokingMachine({ refuse: { run: 'error: exceeded quota' } })
  const step = {
    kind: 'smoke',
    cluster: 'minikube',
    namespace: 'k8s-doctor-test',
    lesson: 'pod',
    image: 'nginx:alpine',
    serves: true,
    reach: 'node',
  } as const
  await expect(smoke.perform(step, machine.host, requestFor({}))).rejects.toThrow(
    new StepError('failed', 'error: exceeded quota'),
  )
  expect(machine.left()).toBe(false)
})
