import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Machine } from '../../src/host/machine.ts'
import { parseStatus } from '../../src/facts/minikube-status.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { diagnoseHost } from '../support/diagnose.ts'
import { codesIn, explainText } from '../support/explain.ts'
import { readMachine } from '../support/machine-file.ts'

const folder = 'test/fixtures/captures'
const captured = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8')

/** What explain finds first, file by file; nothing in what is healthy. */
const found: Readonly<Record<string, string | undefined>> = {
  'config.json': undefined,
  'delete-after-timeout.stderr': undefined,
  'delete-plain.stdout': undefined,
  'docker-ps.json': undefined,
  'events-healthy.txt': undefined,
  'events-imagepull.stdout': 'log/pull-reset',
  'journal-docker-healthy.txt': undefined,
  'kubectl-nodes-json.stdout': undefined,
  'kubectl-nodes.stdout': undefined,
  'kubectl-pods-json.stdout': undefined,
  'kubectl-pods.stdout': undefined,
  'kubectl-readyz.stdout': undefined,
  'lastStart-healthy.txt': undefined,
  'minikube-logs-healthy.txt': undefined,
  'pods-imagepull.stdout': 'log/pull-reset',
  'profile-list-corrupt.stdout': 'cluster/profile/damaged',
  'profile-list-running.stdout': undefined,
  'profile-list-stopped.stdout': undefined,
  'start-json-1.stdout': 'cluster/running/api-down',
  'start-json-2.stdout': undefined,
  'start-json-already-running.stdout': undefined,
  'start-json-corrupt.stdout': 'cluster/profile/damaged',
  'start-json-fail-binaries-404.stdout': 'log/start-failed',
  'start-json-fail-binaries-404b.stdout': 'log/start-failed',
  'start-json-fail-binaries-404c.stdout': 'log/download-failed',
  'start-json-full-downloads.stderr': undefined,
  'start-json-full-downloads.stdout': undefined,
  'start-json-mem1500.stdout': 'log/memory-request',
  'status-corrupt.stdout': 'cluster/profile/damaged',
  'status-kubelet-stopped.stdout': 'log/kubelet-stopped',
  'status-minikube-stop.stdout': 'cluster/running/stopped',
  'status-node-gone.stderr': 'cluster/running/node-gone',
  'status-node-gone.stdout': 'cluster/running/node-gone',
  'status-paused.stdout': 'cluster/running/paused',
  'status-running.stdout': undefined,
  'status-stopped.stdout': 'cluster/running/stopped',
}

test('every capture is read', () => {
  expect(readdirSync(folder).filter((file) => file !== 'README.md')).toEqual(Object.keys(found))
})

test.for(Object.entries(found))('explain finds in %s first: %s', ([file, code]) => {
  const explanation = explainText(captured(file))
  expect(codesIn(explanation)[0]).toBe(code)
  expect(explanation.recognised).toBe(true)
})

test.for<[string, string, string, string]>([
  ['running', 'Running', 'Running', 'Running'],
  ['stopped', 'Stopped', 'Stopped', 'Stopped'],
  ['minikube-stop', 'Stopped', 'Stopped', 'Stopped'],
  ['paused', 'Running', 'Stopped', 'Paused'],
  ['kubelet-stopped', 'Running', 'Stopped', 'Running'],
  ['node-gone', 'Nonexistent', 'Nonexistent', 'Nonexistent'],
])('minikube status says of %s: %s, %s, %s', ([file, host, kubelet, apiServer]) => {
  const status = { name: 'minikube', host, kubelet, apiServer }
  expect(parseStatus(captured(`status-${file}.stdout`))).toEqual([status])
})

test('of a damaged profile minikube status says nothing that can be read', () => {
  expect(parseStatus(captured('status-corrupt.stdout'))).toBeUndefined()
})

const config = '/home/jane/.minikube/profiles/minikube/config.json'

/** At the hour of the recorded machine: the Pods of the healthy cluster are half a minute old. */
const dated = (text: string): string =>
  text.replaceAll('2026-12-01T03:54', '2026-11-20T08:59').replaceAll('2026-12-01T', '2026-11-20T')

/** The recorded machine whose cluster runs, with what a real cluster, its engine and its API answered. */
const real = (answers: Readonly<Record<string, string>>): Machine => {
  const { machine } = readMachine('cluster-running')
  const replaced = Object.entries(machine.runs).map(([line, run]) => {
    const [, text] = Object.entries(answers).find(([ending]) => line.endsWith(ending)) ?? []
    return [
      line,
      text === undefined ? run : { exitCode: 0, stdout: dated(text), stderr: '' },
    ] as const
  })
  return {
    ...machine,
    files: { ...machine.files, [config]: captured('config.json') },
    runs: Object.fromEntries(replaced),
  }
}

const diagnosed = async (answers: Readonly<Record<string, string>>) => {
  const { ready, checks } = await diagnoseHost(createReplayHost(real(answers)))
  return { ready, codes: checks.flatMap(({ findings }) => findings.map(({ code }) => code)) }
}

const healthy = {
  'docker ps -a --filter label=created_by.minikube.sigs.k8s.io=true --format {{json .}}': captured(
    'docker-ps.json',
  ).replace(/:\d+-\\u003e8443/, ':32770-\\u003e8443'),
  'get --raw /api/v1/nodes': captured('kubectl-nodes-json.stdout'),
  'get --raw /api/v1/namespaces/kube-system/pods': captured('kubectl-pods-json.stdout'),
}

test('a real cluster is ready half a minute after its start, while coredns settles', async () => {
  const codes = ['cluster/system-pods/settling']
  expect(await diagnosed(healthy)).toEqual({ ready: true, codes })
})

test('a Pod whose image is gone and cannot be pulled is found', async () => {
  const pods = captured('pods-imagepull.stdout')
  const answers = { ...healthy, 'get --raw /api/v1/namespaces/kube-system/pods': pods }
  expect(await diagnosed(answers)).toEqual({ ready: false, codes: ['cluster/system-pods/image'] })
})
