import { expect, test } from 'vitest'
import type { StartEvent } from '../../src/cluster/events.ts'
import { advance, artifactName, noProgress, waitOf } from '../../src/cluster/progress.ts'
import type { Progress } from '../../src/cluster/progress.ts'
import { doingOf, placeOf } from '../../src/cli/start-view.ts'
import { language } from '../../src/messages/languages.ts'
import { terminalRedactor } from '../../src/report/redact.ts'

const after = (...events: readonly StartEvent[]): Progress =>
  events.reduce(
    (progress, each, index) => advance(progress, each, 1000 * (index + 1)),
    noProgress(0),
  )

const step = (name: string, current = 1): StartEvent => ({
  kind: 'step',
  name,
  message: name,
  current,
  total: 19,
})
const fetch = (fraction: number): StartEvent => ({
  kind: 'download',
  artifact: 'kicbase',
  fraction,
})

test('a download belongs to its step and ends with it', () => {
  expect(after(step('Pulling Base Image'), fetch(0.5)).download).toMatchObject({ fraction: 0.5 })
  expect(after(step('Pulling Base Image'), fetch(0.5), fetch(1)).download).toBeUndefined()
  expect(after(step('Pulling Base Image'), fetch(0.5), step('Creating Container')).download).toBe(
    undefined,
  )
})

test('what is repeated is no news', () => {
  expect(after(step('Pulling Base Image'), fetch(0.5)).heard).toBe(2000)
  expect(after(step('Pulling Base Image'), fetch(0.5), fetch(0.5), fetch(0.5)).heard).toBe(2000)
  expect(after(step('Pulling Base Image'), { kind: 'warning', message: 'x' }).heard).toBe(2000)
})

test('words without a number keep that of the step before', () => {
  const words: StartEvent = { kind: 'step', name: undefined, message: 'more' }
  expect(after(step('Preparing Kubernetes', 11), words).step).toEqual({
    kind: 'step',
    name: undefined,
    message: 'more',
    current: 11,
    total: 19,
  })
})

test.for([
  [[], 'minikube'],
  [[step('Selecting Driver')], 'docker'],
  [[step('Pulling Base Image')], 'node-image'],
  [[step('Pulling Base Image'), fetch(0.3)], 'download'],
  [[step('Creating Container')], 'node'],
  [[step('Preparing Kubernetes')], 'kubernetes'],
  [[step('Booting control plane')], 'control-plane'],
  [[step('Verifying Kubernetes')], 'components'],
  [[step('A Step Of Tomorrow')], 'minikube'],
] as const)('%j: silent, it waits for %s', ([events, wanted]) => {
  expect(waitOf(after(...events))).toBe(wanted)
})

test.for([
  [
    'https://dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubelet?checksum=file:https://x/y',
    'kubelet',
  ],
  ['gcr.io/k8s-minikube/kicbase:v0.0.30', 'kicbase:v0.0.30'],
  ['kubelet', 'kubelet'],
  ['https://x/', 'x'],
  ['?', '?'],
] as const)('%s is called %s', ([artifact, name]) => {
  expect(artifactName(artifact)).toBe(name)
})

const spoken = async (name: 'en' | 'zh', progress: Progress, now: number): Promise<string> =>
  doingOf(progress, now, { language: await language(name), redactor: terminalRedactor([]) })

const download: StartEvent = {
  kind: 'download',
  artifact: 'gcr.io/k8s-minikube/kicbase:v0.0.30',
  received: 169_869_312,
  size: 404_750_336,
  fraction: 0.4197,
}

test.for([
  [[], 1000, 'minikube is at work', 'minikube 正在工作'],
  [
    [{ kind: 'step', name: 'Pulling Base Image', message: 'Pulling base image ...' }],
    1000,
    'Pulling base image',
    '取节点镜像',
  ],
  [
    [step('Pulling Base Image'), download],
    3000,
    'fetching kicbase:v0.0.30, 162 MiB of 386 MiB, 41 %',
    '正在取 kicbase:v0.0.30，162 MiB / 386 MiB, 41 %',
  ],
  [
    [step('Pulling Base Image'), fetch(0.5)],
    3000,
    'fetching kicbase, 50 %',
    '正在取 kicbase，50 %',
  ],
  [
    [step('Booting control plane')],
    46_000,
    'kubeadm is bringing up the control plane (nothing new for 45 s)',
    'kubeadm 正在启动控制平面（45 秒没有新消息）',
  ],
  [
    [step('Pulling Base Image'), download],
    62_000,
    'the download has come to a halt (nothing new for 60 s)',
    '下载停住了（60 秒没有新消息）',
  ],
] as const)('%j after %i ms', async ([events, now, en, zh]) => {
  const progress = after(...events)
  expect([await spoken('en', progress, now), await spoken('zh', progress, now)]).toEqual([en, zh])
})

test('where minikube counts its steps, the place is said', () => {
  expect(placeOf(after(step('Starting Node', 3)))).toBe('3/19')
  expect(placeOf(after({ kind: 'step', name: undefined, message: 'x' }))).toBe('')
})
