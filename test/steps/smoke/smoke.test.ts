import { expect, test } from 'vitest'
import { deadPort, nginx, nodeThatAnswers, smokeOn, smokingMachine } from '../../support/smoking.ts'

test('a Pod is created as in the lesson, answers at the node, and is gone again', async () => {
  const nodePort = await nodeThatAnswers()
  const machine = smokingMachine({ pod: ['creating', 'creating', 'ready'], nodePort })
  const { result, journal } = await smokeOn(machine)
  const namespace = `k8s-doctor-${Date.parse('2026-11-20T09:00:00Z').toString(36)}`
  expect(result).toEqual({
    state: 'works',
    lesson: 'pod',
    image: 'nginx:alpine',
    address: `http://127.0.0.1:${nodePort}`,
    ms: 2100,
  })
  expect(machine.told()).toEqual([
    `--context minikube create namespace ${namespace}`,
    `--context minikube -n ${namespace} run lesson --image=nginx:alpine --port=80 --image-pull-policy=IfNotPresent --restart=OnFailure`,
    `--context minikube -n ${namespace} expose pod lesson --type=NodePort --port=80`,
    ...Array.from({ length: 3 }, () => `--context minikube -n ${namespace} get pods -o json`),
    `--context minikube -n ${namespace} get service lesson -o json`,
    `--context minikube delete namespace ${namespace} --ignore-not-found --timeout=60s`,
  ])
  expect(machine.left()).toBe(false)
  expect(journal.remembered()).toMatchObject([
    { state: 'undone', prepared: { step: { kind: 'smoke', namespace }, undo: { namespace } } },
  ])
})

test('a service is a Deployment behind a NodePort', async () => {
  const nodePort = await nodeThatAnswers(404)
  const machine = smokingMachine({ nodePort })
  const lesson = { kind: 'service', image: 'wilhelmguo/nginx-hello:v1', serves: true } as const
  const { result } = await smokeOn(machine, { lesson })
  expect(result).toMatchObject({ state: 'works', lesson: 'service' })
  expect(machine.told().slice(1, 3)).toEqual([
    expect.stringMatching(/ create deployment lesson --image=wilhelmguo\/nginx-hello:v1$/),
    expect.stringMatching(/ expose deployment lesson --type=NodePort --port=80$/),
  ])
})

test('what serves nothing has only to become ready, or to come to its end', async () => {
  const lesson = { kind: 'pod', image: 'busybox:latest', serves: false } as const
  const machine = smokingMachine({ pod: ['creating', 'succeeded'] })
  const { result } = await smokeOn(machine, { lesson })
  expect(result).toEqual({ state: 'works', lesson: 'pod', image: 'busybox:latest', ms: 1000 })
  expect(machine.told().some((line) => line.includes('expose'))).toBe(false)
})

test('where the node cannot be reached kubectl forwards', async () => {
  const machine = smokingMachine({}, { patient: true })
  const plan = {
    cluster: 'minikube',
    lesson: nginx,
    reach: 'forward',
  } as const
  const { result } = await smokeOn(machine, { plan })
  expect(result).toMatchObject({
    state: 'works',
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:2\d{4}$/),
  })
  const address = result.state === 'works' ? (result.address ?? '') : ''
  // The tunnel is closed with the lesson.
  expect(await machine.host.get(address, { deadlineMs: 2000 })).toMatchObject({
    ok: false,
    fault: 'refused',
  })
})

test('a proxy that would take the node for the internet is not asked', async () => {
  const nodePort = await deadPort()
  const machine = smokingMachine({ nodePort, nodeAddress: '192.168.49.2' }, { patient: true })
  const host = { ...machine.host, env: { ...machine.host.env, HTTP_PROXY: 'http://10.0.0.1:3128' } }
  const { result } = await smokeOn({ ...machine, host })
  expect(result).toMatchObject({
    state: 'works',
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
  })
})

test('an image that arrives at the second try is no trouble', async () => {
  const nodePort = await nodeThatAnswers()
  const machine = smokingMachine({ pod: ['image', 'image', 'image', 'ready'], nodePort })
  expect((await smokeOn(machine)).result).toMatchObject({ state: 'works' })
})

test('a namespace that has no account yet is given time', async () => {
  const nodePort = await nodeThatAnswers()
  const machine = smokingMachine({ withoutAccount: 3, nodePort })
  expect((await smokeOn(machine)).result).toMatchObject({ state: 'works', ms: 3000 })
})

test('an image docker has is handed over first, and pulled by the node where that fails', async () => {
  const nodePort = await nodeThatAnswers()
  const machine = smokingMachine({ nodePort })
  const { result } = await smokeOn(machine, {
    plan: {
      cluster: 'minikube',
      lesson: nginx,
      reach: 'node',
      load: {
        kind: 'load-image',
        image: 'docker.io/library/nginx:alpine',
        cluster: 'minikube',
        command: 'image load',
      },
    },
  })
  expect(result).toMatchObject({ state: 'works' })
})
