import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { apiEndpoint } from '../../src/facts/api-endpoint.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const endpointOf = (name: string, env: Readonly<Record<string, string>> = {}) => {
  const { machine, request } = readMachine(name)
  const store = createStore({
    host: createReplayHost({ ...machine, env: { ...machine.env, ...env } }),
    request: requestFor(request),
    signal: new AbortController().signal,
  })
  return store.get(apiEndpoint)
}

test.for([
  ['the node itself', 'https://192.168.49.2:8443', true],
  ['the published port', 'https://127.0.0.1:32770', true],
  ['by name', 'https://localhost:32770', true],
  ['the auto-pause proxy', 'https://127.0.0.1:32769', true],
  ["an earlier start's port", 'https://127.0.0.1:49158', false],
  ["the port of the node's SSH", 'https://127.0.0.1:32772', false],
  ['another node', 'https://192.168.58.2:8443', false],
  ['no URL', 'minikube', false],
] as const)('%s', async ([, server, wanted]) => {
  const endpoint = await endpointOf('cluster-running')
  expect(endpoint?.owns(server)).toBe(wanted)
})

test.for([
  [{}, 'https://127.0.0.1:32770'],
  [{ DOCKER_HOST: 'unix:///run/user/1000/docker.sock' }, 'https://127.0.0.1:32770'],
  [{ DOCKER_HOST: 'tcp://10.1.2.3:2376' }, 'https://10.1.2.3:32770'],
  [{ DOCKER_HOST: 'ssh://jane@build.example.edu' }, 'https://build.example.edu:32770'],
] as const)('with %o the API is at %s', async ([env, wanted]) => {
  const endpoint = await endpointOf('cluster-running', env)
  expect(endpoint?.server).toBe(wanted)
})

test('a stopped cluster has none', async () => {
  expect(await endpointOf('cluster-stopped')).toBeUndefined()
})
