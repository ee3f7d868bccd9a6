import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { artefacts } from '../../src/facts/artefacts.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

/** Kinds of what need not be fetched for the node. */
const inNode = async (
  name: string,
  changed = (machine: Machine): Machine => machine,
): Promise<readonly string[]> => {
  const { machine, request } = readMachine(name)
  const { artefacts: all, here } = await createStore({
    host: createReplayHost(changed(machine)),
    request: requestFor(request),
    signal: new AbortController().signal,
  }).get(artefacts)
  const kinds = all.filter(({ id }) => here.includes(id)).map(({ kind }) => kind)
  return [...new Set(kinds)].filter((kind) => kind === 'system-image' || kind === 'node-binary')
}

const whole = ['node-binary', 'system-image']

/** Before the certificates were made kubectl cannot even ask. */
const withoutCertificates = (machine: Machine): Machine => ({
  ...machine,
  runs: Object.fromEntries(
    Object.entries(machine.runs).map(([line, run]) =>
      line.includes('--raw /readyz')
        ? [line, { exitCode: 1, stderr: 'error: unable to read client-cert client.crt' }]
        : [line, run],
    ),
  ),
})

test.for([
  ['a cluster that is well', 'cluster-running', whole],
  ['one that is stopped', 'cluster-stopped', whole],
  ['one nobody can ask, without kubectl', 'cluster-no-kubectl', whole],
  ['one whose Kubernetes does not answer', 'cluster-api-refused', []],
  ['no cluster', 'ubuntu-22.04', []],
] as const)('what the node of %s holds already', async ([, machine, kinds]) => {
  expect((await inNode(machine)).toSorted()).toEqual(kinds)
})

test('a start that broke off before the certificates has left nothing to start from', async () => {
  expect(await inNode('cluster-running', withoutCertificates)).toEqual([])
})
