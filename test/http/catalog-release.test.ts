import { createHash, randomBytes } from 'node:crypto'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { runProcess, temporaryFolder } from '../support/cli.ts'
import { minikubeTree } from '../support/minikube-tree.ts'
import { http } from './servers.ts'

const program = randomBytes(1000)
const digest = createHash('sha256').update(program).digest('hex')

const catalog = (): string => {
  const folder = temporaryFolder()
  cpSync('src/catalog/data', folder, { recursive: true })
  return folder
}

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

/** Two sources of the program, and the source tree at the tag. */
const update = async (
  folder: string,
  tree: Readonly<Record<string, string | undefined>>,
  version = 'v1.41.0',
) => {
  const serve = () =>
    http((request, response) => {
      const path = (request.url ?? '').replace(`/${version}/`, '')
      const body = path === 'minikube-linux-amd64' ? program : tree[path]
      response.writeHead(body === undefined ? 404 : 200).end(body)
    })
  await using one = await serve()
  await using two = await serve()
  const [first, second] = [one, two].map(({ port }) => `http://127.0.0.1:${port}`)
  return await runProcess([
    process.execPath,
    'scripts/catalog-update.mjs',
    'minikube',
    version,
    '--platform=linux-amd64',
    `--data=${folder}`,
    '--published=2027-02-03',
    `--source=${first ?? ''}`,
    `--source=${second ?? ''}`,
    `--tree=${first ?? ''}`,
  ])
}

const table = v.object({ asOf: v.string(), releases: v.record(v.string(), v.unknown()) })
const rowsIn = (folder: string) =>
  v.parse(table, JSON.parse(readFileSync(join(folder, 'minikube.json'), 'utf8')))

test('the row of a release comes from its own constants', async () => {
  const folder = catalog()
  const before = rowsIn(folder)
  const { code, stdout, stderr } = await update(folder, minikubeTree)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('taken over from v1.39.0, look at them: dockerApi')
  const { asOf, releases } = rowsIn(folder)
  expect(releases).toEqual({
    ...before.releases,
    'v1.41.0': {
      published: '2027-02-03',
      kubernetes: { oldest: 'v1.29.0', default: 'v1.38.1', newest: 'v1.38.2-rc.0' },
      kicbase: {
        image: 'gcr.io/k8s-minikube/kicbase',
        tag: 'v0.0.55',
        digest: `sha256:${'ab'.repeat(32)}`,
        fallbacks: 'F5',
      },
      preload: { version: 'v19', url: 'U3' },
      storageProvisioner: 'v6',
      memory: { usable: 1800, recommended: 1900, floor: 3072, cap: 8192 },
      dockerCheck: { min: '18.09.0', recommended: '20.10.0', below_min: 'fatal' },
      binaryHost: 'dl.k8s.io',
      runtime: 'containerd',
      node: { docker: null, cgroupV2: 'yes' },
      kindnet: 'docker.io/kindest/kindnetd:v20270101-0123abcd',
      dockerApi: '1.51',
      dockerDriver: 'any',
      criDockerd: true,
      binaryCache: 'cache/{os}/{arch}/{k8s}',
      flagsAbsent: [],
    },
  })
  expect(asOf).toBe(new Date().toISOString().slice(0, 10))
  const after = contents(folder)
  expect(after['minikube-digests.json']).toContain(`"v1.41.0": {"linux-amd64":"${digest}"}`)
  expect(after['kubernetes-images.json']).toContain('"v1.38.1": ["3.11","3.7.1-0","v1.15.0"]')
  const check = [process.execPath, 'scripts/catalog-check.mjs', '--data', folder] as const
  expect(await runProcess(check)).toMatchObject({ code: 0, stderr: '' })
})

const kic = 'pkg/drivers/kic/types.go'
const preload = 'pkg/minikube/download/preload.go'
const start = 'cmd/minikube/cmd/start.go'
const constants = 'pkg/minikube/constants/constants.go'
const images = 'pkg/minikube/constants/constants_kubeadm_images.go'

test.for([
  ['a file that has moved', kic, /[^]*/, undefined, '404'],
  ['no default Kubernetes', constants, '\tDefault', '\tPreferred', 'Default Kubernetes: not found'],
  [
    'two of them',
    constants,
    '	Newest',
    '	DefaultKubernetesVersion = "v1.1.1"\n	Newest',
    'Default Kubernetes: v1.38.1, v1.1.1',
  ],
  ['a digest that is none', kic, 'ab', 'xy', 'digest of kicbase: not found'],
  ['another place at Docker Hub', kic, 'stable', 'elsewhere', 'kicbase at Docker Hub: docker.io'],
  [
    'a runtime that depends',
    start,
    'return constants',
    'if x {}\n	return pick(constants',
    'runtime',
  ],
  ['an unknown runtime', start, 'Containerd', 'Podman', 'default runtime'],
  ['memory that is computed', start, '= 3072', '= base * 2', 'least memory: not found'],
  [
    'a third source of preloads',
    preload,
    'GCS(k8sVersion, containerRuntime) {\n			return true\n		}\n	}',
    'S3()\n	}',
    'order of preload sources: GH',
  ],
  [
    'images without etcd',
    images,
    '"etcd"',
    '"etcetera"',
    'images of Kubernetes v1.38.1: not complete',
  ],
  [
    'images the catalog has otherwise',
    images,
    'v1.8.6',
    'v1.8.7',
    'the catalog says otherwise: the images of Kubernetes v1.23.3',
  ],
] as const)('%s is refused, and nothing is written', async ([, file, from, to, said]) => {
  const folder = catalog()
  const before = contents(folder)
  const changed = to === undefined ? undefined : minikubeTree[file]?.replace(from, to)
  expect(changed).not.toBe(minikubeTree[file])
  const { code, stderr } = await update(folder, { ...minikubeTree, [file]: changed })
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) })
  expect(stderr).not.toContain('    at ')
  expect(contents(folder)).toEqual(before)
})

test('a row that the catalog has otherwise is refused', async () => {
  const folder = catalog()
  const { code, stderr } = await update(folder, minikubeTree, 'v1.39.0')
  expect(code).toBe(1)
  expect(stderr).toContain('v1.39.0 linux-amd64')
})
