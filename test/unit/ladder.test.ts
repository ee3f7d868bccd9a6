import { describe, expect, test } from 'vitest'
import { nextRung } from '../../src/cluster/ladder.ts'
import { requestFor } from '../support/diagnose.ts'
import { after, next, shown, situation } from '../support/ladder.ts'
import { held, present, tableOf } from '../support/probe-tables.ts'

test.for([
  ['another source for what did not arrive', ['log/pull-timeout'], 'other-source (safe)'],
  ['a bigger node for a control plane that never came up', ['log/stuck-boot'], 'resources (safe)'],
  ['a pair that goes together', ['host/cgroup/v2-refused'], 'other-pair (safe)'],
  ['a new cluster for a stale one', ['cluster/profile/damaged'], 'delete-profile (safe)'],
  ['nothing for a difference from the course', ['cluster/profile/driver'], undefined],
  ['nothing for what no deletion can mend', ['kubeadm/FileExisting'], undefined],
  ['a new cluster where nobody knows', [], 'delete-profile (safe)'],
  ['the same for a code nobody has heard of', ['minikube/NEW_ID'], 'delete-profile (safe)'],
  ['images over this machine', ['log/node-offline'], 'pre-pull (safe)'],
  ['nothing where docker does not run', ['docker/daemon/not-running'], undefined],
  ['nothing where docker refuses', ['docker/access/denied'], undefined],
  ['nothing on a full disk', ['resources/disk/full'], undefined],
  [
    'nothing where a warning of the checks is what the start failed of',
    ['host/inotify/low'],
    undefined,
  ],
  [
    'a new cluster where there are only warnings',
    ['network/proxy/no-proxy'],
    'delete-profile (safe)',
  ],
  [
    'what helps behind a warning',
    ['docker/storage/no-preload', 'log/pull-timeout'],
    'other-source (safe)',
  ],
  [
    'nothing where the most fundamental cause is none of its own',
    ['docker/daemon/not-running', 'log/pull-timeout'],
    undefined,
  ],
  [
    'what helps the first cause that can be helped',
    ['log/pull-timeout', 'cluster/running/api-down'],
    'other-source (safe)',
  ],
] as const)('%s', ([, causes, rung]) => {
  expect(next(causes)).toBe(rung)
})

test('no other pair offline: its programs would have to be fetched', () => {
  const request = requestFor({ offline: true })
  expect(next(['host/cgroup/v2-refused'], { request })).toBeUndefined()
})

test('nothing before a start has failed, nor after one that somebody broke off', () => {
  expect(next([], { attempts: [] })).toBeUndefined()
  const [only] = situation(['log/pull-timeout']).attempts
  expect(next([], { attempts: only === undefined ? [] : [{ ...only, end: 'interrupted' }] })).toBe(
    undefined,
  )
})

const guilty = (code: string, about?: string): readonly string[] | undefined =>
  nextRung(situation([{ code, ...(about === undefined ? {} : { about }) }]))?.without

describe('another source', () => {
  test('is told by what the log names, else by what the code is about', () => {
    const used = Object.fromEntries(
      situation([]).sources.map(({ artefact, used }) => [artefact.kind, used?.source]),
    )
    expect(used).toMatchObject({ kicbase: 'aliyun', 'node-binary': 'aliyun-oss' })
    expect(guilty('log/kicbase')).toEqual(['aliyun'])
    expect(guilty('log/binaries-mirror')).toEqual(['aliyun-oss'])
    expect(
      guilty('log/pull-timeout', 'https://kubernetes.oss-cn-hangzhou.aliyuncs.com/x/kubeadm'),
    ).toEqual(['aliyun-oss'])
    expect(guilty('log/pull-timeout', 'kicbase-pod:8443')).toEqual(['aliyun'])
  })

  test('leaves out one more each time, until nobody else has it all', () => {
    const seen: (readonly string[])[] = []
    let without: readonly string[] = []
    for (let round = 0; round < 5; round += 1) {
      const request = { ...requestFor({}), overrides: { without } }
      const rung = nextRung(situation(['log/pull-timeout'], { request }))
      if (rung?.without === undefined) break
      without = rung.without
      seen.push(without)
    }
    expect(seen.length).toBeGreaterThanOrEqual(2)
    expect(seen.every((list) => new Set(list).size === list.length)).toBe(true)
  })

  test('is none where the only one that has it is the one that failed', () => {
    const probes = tableOf(held({ official: present(1024 * 1024) }))
    expect(next(['log/pull-timeout'], { probes })).toBe('pre-pull (safe)')
  })

  test('deletes what stands, whose flags would count', () => {
    const rung = nextRung(situation(['log/pull-timeout'], { ours: false }))
    expect(rung).toMatchObject({ id: 'other-source', risk: 'destructive', deletes: ['minikube'] })
    expect(rung?.steps.map(shown)).toEqual(['delete minikube'])
    expect(nextRung(situation(['log/pull-timeout'], { exists: false }))).toMatchObject({
      steps: [],
      risk: 'safe',
    })
  })
})

const lines = (change: Parameters<typeof situation>[1] = {}): readonly string[] =>
  nextRung(situation(['log/node-offline'], change))?.steps.map(shown) ?? []

describe('pulling beforehand', () => {
  test('brings the node image, and every image under the name that will be asked for', () => {
    const official = tableOf((source, { kind }) =>
      source === 'official' && kind !== 'preload' ? present(1024 * 1024) : undefined,
    )
    expect(lines({ probes: official })).toEqual([
      'pull gcr.io/k8s-minikube/kicbase:v0.0.30',
      'pull k8s.gcr.io/kube-apiserver:v1.23.3',
      'save cache/images/amd64/k8s.gcr.io/kube-apiserver_v1.23.3',
      'pull k8s.gcr.io/pause:3.6',
      'save cache/images/amd64/k8s.gcr.io/pause_3.6',
      'pull k8s.gcr.io/coredns/coredns:v1.8.6',
      'save cache/images/amd64/k8s.gcr.io/coredns/coredns_v1.8.6',
      'pull gcr.io/k8s-minikube/storage-provisioner:v5',
      'save cache/images/amd64/gcr.io/k8s-minikube/storage-provisioner_v5',
      'seed cache/linux/amd64/v1.23.3/kubeadm',
      'seed cache/linux/amd64/v1.23.3/kubelet',
      'seed cache/linux/amd64/v1.23.3/kubectl',
    ])
  })

  test('does without the bundle where that was the way', () => {
    const probes = tableOf(held({ official: present(10 * 1024 * 1024) }))
    const bundled = situation([], { probes }).sources.flatMap(({ artefact, used }) =>
      used === undefined ? [] : [artefact.kind],
    )
    expect(bundled).toEqual(['kicbase', 'preload'])
    const rung = nextRung(situation(['log/node-offline'], { probes }))
    expect(rung?.patch).toEqual({ flags: [{ name: '--preload', value: 'false' }] })
    expect(rung?.steps.map(shown)).toContain('pull k8s.gcr.io/pause:3.6')
  })

  test('keeps the bundle where an image of it can be had nowhere else', () => {
    const probes = tableOf((source, { kind, id }) =>
      source === 'official' && (kind === 'preload' || !id.includes('pause'))
        ? present(10 * 1024 * 1024)
        : undefined,
    )
    const rung = nextRung(situation(['log/node-offline'], { probes }))
    expect(rung?.patch).toBeUndefined()
    expect(rung?.steps.map(shown)).toEqual(['pull gcr.io/k8s-minikube/kicbase:v0.0.30'])
  })

  test('is done again only for another source', () => {
    const causes = ['log/node-offline']
    expect(next(causes, { attempts: after(causes, 'pre-pull') })).toBeUndefined()
    expect(next(causes, { attempts: after(causes, 'pre-pull', 'other-source') })).toBe(
      'pre-pull (safe)',
    )
  })

  test('needs docker for images', () => {
    const request = requestFor({ course: { driver: 'kvm2' } })
    expect(lines({ request }).filter((line) => !line.startsWith('seed'))).toEqual([])
  })
})

const patch = (
  causes: readonly string[],
  change: Parameters<typeof situation>[1] = {},
): readonly string[] | undefined =>
  nextRung(situation(causes, change))?.patch?.flags?.map(({ name, value }) => `${name}=${value}`)

describe('another size', () => {
  const { resources } = requestFor({}).profile

  test('is what the lessons want, where there is so much', () => {
    expect(patch(['log/stuck-boot'])).toEqual([
      ...(resources.memory.comfortable > 4000
        ? [`--memory=${resources.memory.comfortable}mb`]
        : []),
      ...(resources.cpus.comfortable > 2 ? [`--cpus=${resources.cpus.comfortable}`] : []),
    ])
  })

  test('is none where the machine has no more', () => {
    const room = { resources: { cpus: 2, memoryMiB: 2300 } }
    expect(next(['log/stuck-boot'], room)).toBe('delete-profile (safe)')
    expect(next(['resources/memory/too-little'], room)).toBeUndefined()
  })

  test('is smaller where more was asked for than there is', () => {
    const asked = { flags: [{ name: '--memory', value: '8g' } as const] }
    expect(
      patch(['resources/memory/default-too-big'], {
        patch: asked,
        resources: { cpus: 4, memoryMiB: 5000 },
      }),
    ).toEqual(['--memory=4000mb'])
  })
})
