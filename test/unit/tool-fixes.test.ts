import { expect, test } from 'vitest'
import { installHint } from '../../src/checks/tool-file.ts'
import { digestOf } from '../../src/catalog/digests.ts'
import { installCommands, installKubectl, installMinikube } from '../../src/fixes/install-tool.ts'
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
  ['minikube-other', []],
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

test('where the catalog knows the archive alone, the program is installed out of it', () => {
  const archived = at('v1.19.2', 'darwin', 'amd64', '/Users/jane/.local/bin')
  expect(installKubectl.plan(archived)).toEqual([
    {
      kind: 'install-tool',
      tool: 'kubectl',
      version: 'v1.19.2',
      os: 'darwin',
      arch: 'amd64',
      archive: {
        digest: { algorithm: 'sha512', hex: expect.stringMatching(/^a2ed8bdb[0-9a-f]{120}$/) },
        member: 'kubernetes/client/bin/kubectl',
      },
      directory: '/Users/jane/.local/bin',
    },
  ])
  expect(installCommands('kubectl')(archived).map(({ argv }) => argv)).toEqual([
    ['k8s-doctor', 'install', 'kubectl', 'v1.19.2'],
  ])
  expect(JSON.stringify(installHint('kubectl')(archived))).not.toContain('checksum')
})

test('nothing is installed where nobody can tell the place', () => {
  expect(installKubectl.plan(at('v1.23.3', 'windows', 'amd64', undefined))).toEqual([])
})

const release = (directory: string, rights: 'user' | 'root', sha256: string | undefined) => ({
  ...at('v1.25.2', 'linux', 'amd64', directory),
  sha256: sha256 === undefined ? undefined : term(sha256),
  rights: term(rights),
})

const known = digestOf('minikube', 'v1.25.2', 'linux-amd64')
const ours = ['k8s-doctor', 'install', 'minikube', 'v1.25.2']

test.for([
  ['/home/jane/.local/bin', 'user', [[...ours]]],
  ['/home/jane/bin', 'user', [[...ours, '--bin-dir', '/home/jane/bin']]],
  ['/usr/local/bin', 'root', [['sudo', ...ours]]],
  ['/opt/bin', 'root', [['sudo', ...ours, '--bin-dir', '/opt/bin']]],
] as const)('the command that installs into %s as %s', ([directory, rights, expected]) => {
  const commands = installCommands('minikube')(release(directory, rights, known))
  expect(commands.map(({ argv, root }) => (root ? ['sudo', ...argv] : argv))).toEqual(expected)
  expect(JSON.stringify(installHint('minikube')(release(directory, rights, known)))).not.toContain(
    known,
  )
})

test.for([
  ['the profile alone', 'f'.repeat(64), 'Compare'],
  ['nobody', undefined, 'knows no checksum'],
] as const)('where %s knows the digest it is done by hand', ([, sha256, sentence]) => {
  const args = release('/home/jane/.local/bin', 'user', sha256)
  expect(installCommands('minikube')(args).map(({ argv }) => argv[0])).toEqual([
    'curl',
    'mkdir',
    'install',
  ])
  expect(JSON.stringify(installHint('minikube')(args))).toContain(sentence)
})
