import { expect, test } from 'vitest'
import { minikubeReleases } from '../../src/catalog/minikube.ts'
import { downloadFor, installers, placementFor } from '../../src/installers/index.ts'
import type { Installer } from '../../src/installers/installer.ts'
import { mirrorsFor, urlsFor } from '../../src/installers/mirrors.ts'
import type { Mirrors } from '../../src/installers/mirrors.ts'
import { nodeBinaries } from '../../src/installers/node-binaries.ts'
import type { Download } from '../../src/model/install.ts'
import { builtIn } from '../../src/profiles/built-in.ts'

const [course] = builtIn
const none: Mirrors = { first: [], exclusive: false, offline: false }
const linux = { os: 'linux', arch: 'amd64' }
const windowsOnArm = { os: 'windows', arch: 'arm64' }

const named = (tool: Download['tool']): Installer => {
  const found = [...installers, ...nodeBinaries].find((each) => each.tool === tool)
  if (found === undefined) throw new TypeError(`no installer ${tool}`)
  return found
}

const ask = (tool: Download['tool'], version: string, platform = linux) =>
  downloadFor(named(tool), { version, platform, profile: course, mirrors: none })

test.for([
  [
    'minikube',
    'v1.25.2',
    linux,
    [
      'https://github.com/kubernetes/minikube/releases/download/v1.25.2/minikube-linux-amd64',
      'https://storage.googleapis.com/minikube/releases/v1.25.2/minikube-linux-amd64',
      'https://files.m.daocloud.io/github.com/kubernetes/minikube/releases/download/v1.25.2/minikube-linux-amd64',
    ],
  ],
  [
    'minikube',
    'v1.25.2',
    windowsOnArm,
    [
      'https://github.com/kubernetes/minikube/releases/download/v1.25.2/minikube-windows-amd64.exe',
      'https://storage.googleapis.com/minikube/releases/v1.25.2/minikube-windows-amd64.exe',
      'https://files.m.daocloud.io/github.com/kubernetes/minikube/releases/download/v1.25.2/minikube-windows-amd64.exe',
    ],
  ],
  [
    'kubectl',
    'v1.23.3',
    linux,
    [
      'https://dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubectl',
      'https://files.m.daocloud.io/dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubectl',
    ],
  ],
  [
    'kubelet',
    'v1.23.3',
    { os: 'linux', arch: 'arm64' },
    [
      'https://dl.k8s.io/release/v1.23.3/bin/linux/arm64/kubelet',
      'https://files.m.daocloud.io/dl.k8s.io/release/v1.23.3/bin/linux/arm64/kubelet',
    ],
  ],
] as const)('%s %s on %j comes from', ([tool, version, platform, urls]) => {
  const download = ask(tool, version, platform)
  expect(download).toMatchObject({ tool, version, urls, plainHttp: [] })
  expect('sha256' in download && download.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test.for([
  ['kubectl', 'v1.23.99', 'v1.23.17', false],
  ['kubectl', 'v9.9.9', 'v1.37.1', false],
  ['kubectl', 'v1.37.2', 'v1.37.1', true],
  ['kubectl', 'v1.36.6', 'v1.36.5', true],
  ['kubectl', 'v1.0.0', 'v1.19.0', false],
  ['minikube', 'v99.0.0', minikubeReleases.at(-1)?.version, false],
  ['kubeadm', 'v1.16.0', 'v1.17.0', false],
] as const)('%s %s has no digest, the nearest is %s', ([tool, version, nearest, released]) => {
  expect(ask(tool, version)).toMatchObject({ failure: 'no-digest', nearest, released })
})

test('minikube v1.39.0 is released for an Apple computer, but cannot be installed there', () => {
  const told = ask('minikube', 'v1.39.0', { os: 'darwin', arch: 'arm64' })
  expect(told).toMatchObject({ failure: 'no-digest', nearest: 'v1.38.1', released: true })
})

test.for([
  ['kubectl', 'v1.19.2', { os: 'darwin', arch: 'amd64' }, 'client', 'kubectl'],
  ['kubectl', 'v1.19.2', windowsOnArm, 'client', 'kubectl.exe'],
  ['kubectl', 'v1.23.3', { os: 'linux', arch: 's390x' }, 'client', 'kubectl'],
  ['kubelet', 'v1.35.1', { os: 'linux', arch: 'ppc64le' }, 'node', 'kubelet'],
] as const)('%s %s on %j comes in an archive', ([tool, version, platform, kind, file]) => {
  const download = ask(tool, version, platform)
  const arch = platform.os === 'windows' ? 'amd64' : platform.arch
  const name = `${version}/kubernetes-${kind}-${platform.os}-${arch}.tar.gz`
  expect(download).toMatchObject({
    sha256: undefined,
    archive: {
      digest: { algorithm: 'sha512', hex: expect.stringMatching(/^[0-9a-f]{128}$/) },
      member: `kubernetes/${kind}/bin/${file}`,
    },
    urls: [
      `https://dl.k8s.io/release/${name}`,
      `https://files.m.daocloud.io/dl.k8s.io/release/${name}`,
    ],
  })
})

test('a platform nobody builds for has no nearest', () => {
  const refused = ask('minikube', 'v1.25.2', { os: 'linux', arch: 'mips' })
  expect(refused).toMatchObject({ failure: 'no-digest', nearest: undefined })
})

test("a profile's own digest counts for its own pair", () => {
  const profile = {
    ...course,
    pair: { minikube: 'v1.99.0', kubernetes: 'v1.23.3' },
    digests: { minikube: { 'linux-amd64': 'a'.repeat(64) } },
  }
  const wish = { platform: linux, profile, mirrors: none }
  expect(downloadFor(named('minikube'), { ...wish, version: 'v1.99.0' })).toMatchObject({
    sha256: 'a'.repeat(64),
  })
  expect(downloadFor(named('minikube'), { ...wish, version: 'v1.99.1' })).toMatchObject({
    failure: 'no-digest',
  })
})

const where = { tool: 'kubectl', version: 'v1.23.3', os: 'linux', arch: 'amd64' } as const

test('a mirror keeps the official paths, from the version, the root or the host on, and comes first', () => {
  expect(urlsFor(where, { ...none, first: ['http://10.0.0.1:8000/k8s/'] })).toEqual([
    'http://10.0.0.1:8000/k8s/v1.23.3/bin/linux/amd64/kubectl',
    'http://10.0.0.1:8000/k8s/release/v1.23.3/bin/linux/amd64/kubectl',
    'http://10.0.0.1:8000/k8s/dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubectl',
    'https://dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubectl',
    'https://files.m.daocloud.io/dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubectl',
  ])
})

test('the base a mirror was meant for is asked for the plain official path', () => {
  const urls = urlsFor(where, { ...none, first: ['https://dl.k8s.io'], exclusive: true })
  expect(urls).toContain('https://dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubectl')
  expect(urls).toHaveLength(3)
})

test('offline nothing is asked, and only named hosts are asked without TLS', () => {
  expect(urlsFor(where, { ...none, offline: true, first: ['https://a.example'] })).toEqual([])
  const mirrors = { ...none, first: ['http://192.168.1.9:8000', 'https://a.example'] }
  const wish = { version: 'v1.23.3', platform: linux, profile: course, mirrors }
  expect(downloadFor(named('kubectl'), wish)).toMatchObject({ plainHttp: ['192.168.1.9'] })
})

test.for([
  [[], {}, { first: ['https://p.example'], exclusive: false }],
  [['https://a.example'], {}, { first: ['https://a.example', 'https://p.example'] }],
  [
    ['https://a.example'],
    { K8S_DOCTOR_EXTRA_MIRRORS: 'https://b.example, https://c.example' },
    {
      first: ['https://a.example', 'https://b.example', 'https://c.example', 'https://p.example'],
      exclusive: false,
    },
  ],
  [
    ['https://a.example'],
    { K8S_DOCTOR_MIRROR: 'http://127.0.0.1:8000', K8S_DOCTOR_EXTRA_MIRRORS: 'https://b.example' },
    { first: ['https://a.example', 'http://127.0.0.1:8000'], exclusive: true },
  ],
  [[], { K8S_DOCTOR_MIRROR: '' }, { first: ['https://p.example'], exclusive: false }],
  [['http://mirror.example'], {}, { refused: 'http://mirror.example' }],
  [[], { K8S_DOCTOR_MIRROR: 'ftp://a.example' }, { refused: 'ftp://a.example' }],
  [['https://user:secret@a.example'], {}, { refused: 'https://user:secret@a.example' }],
  [['https://a.example/?key=1'], {}, { refused: 'https://a.example/?key=1' }],
] as const)('mirrors %j with %j', ([named, env, expected]) => {
  const profile = { mirrors: ['https://p.example'] }
  expect(mirrorsFor({ named, env, profile, offline: false })).toMatchObject(expected)
})

test.for([
  ['minikube', linux, { file: 'minikube', selfTest: ['minikube', 'version'] }],
  ['kubectl', windowsOnArm, { file: 'kubectl.exe', selfTest: ['kubectl', 'version', '--client'] }],
  ['kubelet', linux, { file: 'kubelet', selfTest: ['kubelet', '--version'] }],
] as const)('%s on %j is placed as %j', ([tool, platform, expected]) => {
  expect(placementFor(named(tool), platform, '/x')).toEqual({ directory: '/x', ...expected })
})

test.for([
  [{}, ['https://a.example', 'https://p.example'], false],
  [
    { K8S_DOCTOR_EXTRA_MIRRORS: 'https://e.example' },
    ['https://a.example', 'https://e.example', 'https://p.example'],
    false,
  ],
  [{ K8S_DOCTOR_MIRROR: 'https://o.example' }, ['https://a.example', 'https://o.example'], true],
] as const)('a step asks the mirrors of its run: %j', ([env, first, exclusive]) => {
  const named = ['https://a.example']
  const profile = { mirrors: ['https://p.example'] }
  expect(mirrorsFor({ named, profile, offline: false, env })).toEqual({
    first,
    exclusive,
    offline: false,
  })
})
