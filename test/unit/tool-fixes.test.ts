import { expect, test } from 'vitest'
import { installHint } from '../../src/checks/tool-file.ts'
import { installKubectl, installMinikube } from '../../src/fixes/install-tool.ts'
import { path, term, version } from '../../src/model/value.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const planned = async (machine: string) =>
  (await diagnoseMachine(readMachine(machine))).plan.map(({ fix, risk, steps }) => ({
    fix,
    risk,
    steps: steps.map(({ kind }) => kind),
  }))

test.for([
  [
    'tools-absent',
    [
      { fix: 'install-minikube', risk: 'system', steps: ['install-tool'] },
      { fix: 'install-kubectl', risk: 'system', steps: ['install-tool'] },
    ],
  ],
  ['minikube-other', [{ fix: 'install-minikube', risk: 'safe', steps: ['install-tool'] }]],
  [
    'root-owned-minikube',
    [
      { fix: 'own-files', risk: 'system', steps: ['chown'] },
      { fix: 'own-files', risk: 'system', steps: ['chown'] },
    ],
  ],
  ['juju-locks', [{ fix: 'remove-locks', risk: 'system', steps: ['remove-file'] }]],
  ['juju-locks-busy', []],
  ['kubeconfig-of-root', []],
] as const)('the plan on %s', async ([machine, expected]) => {
  expect(await planned(machine)).toEqual(expected)
})

const at = (wanted: string, os: string, arch: string, directory: string | undefined) => ({
  wanted: version(wanted),
  os: term(os),
  arch: term(arch),
  sha256: undefined,
  directory: directory === undefined ? undefined : path(directory),
  rights: term('user'),
})

test('nothing is installed without a digest in the catalog, and the hint says so', () => {
  const unknown = at('v1.13.1', 'linux', 'arm64', '/home/jane/.local/bin')
  expect(installMinikube.plan(unknown)).toEqual([])
  expect(JSON.stringify(installHint('minikube')(unknown))).toContain('knows no checksum')
})

test('nothing is installed where nobody can tell the place', () => {
  expect(installKubectl.plan(at('v1.23.3', 'windows', 'amd64', undefined))).toEqual([])
})
