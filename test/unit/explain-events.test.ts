import { expect, test } from 'vitest'
import { codesIn, explainText } from '../support/explain.ts'

const head = 'Name:         web\nStatus:       Running\nEvents:\n'
const columns = '  Type     Reason                  Age    From     Message\n'
const sandbox =
  '  Warning  FailedCreatePodSandBox  3m57s  kubelet  Failed to create pod sandbox: open /run/resolv.conf: no such file or directory\n'
const pause =
  '  Warning  FailedCreatePodSandBox  4m  kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "k8s.gcr.io/pause:3.6": dial tcp 74.125.1.1:443: i/o timeout\n'
const scheduling =
  '  Warning  FailedScheduling  4m  default-scheduler  0/1 nodes are available: 1 Insufficient memory.\n'
const started = '  Normal   Started                 3m42s  kubelet  Started container web\n'
const come = '  Normal   Pulled   2m  kubelet  Successfully pulled image "web:1" in 3.1s\n'
const pull =
  '  Warning  Failed  3m  kubelet  Failed to pull image "web:1": rpc error: code = NotFound desc = not found\n'

test.for<[string, string, readonly string[]]>([
  ['a sandbox', sandbox + started, ['log/sandbox']],
  ['a node', scheduling + started, ['log/unschedulable']],
  ['the pause image', pause + started, ['log/pause-image', 'log/sandbox']],
  ['its own image', pull + come + started, ['log/pod-image']],
  ['a sandbox, twice', sandbox + sandbox.replace('3m57s', '3m50s') + started, ['log/sandbox']],
])('what a Pod got over is no failure: %s', ([, events, codes]) => {
  const { findings, dismissed } = explainText(head + columns + events)
  expect(findings).toEqual([])
  expect(dismissed.overcome.toSorted()).toEqual(codes)
})

test.for<[string, string, string]>([
  ['not started yet', sandbox, 'log/sandbox'],
  ['no pause image yet', pause, 'log/pause-image'],
  ['another image has not', pull + pull.replaceAll('web:1', 'db:1') + come, 'log/pod-image'],
  ['another image has come', pull + come.replace('web:1', 'db:1') + started, 'log/pod-image'],
  ['started before', started + sandbox, 'log/sandbox'],
  ['another Pod has started', `${sandbox}\n${head}${columns}${started}`, 'log/sandbox'],
  // Another container of the Pod may have started.
  ['an image', pull + started, 'log/pod-image'],
])('and this is one: %s', ([, events, code]) => {
  expect(codesIn(explainText(head + columns + events))[0]).toBe(code)
})

const rows = (...states: readonly string[]): string =>
  ['NAME  READY  STATUS  RESTARTS  AGE', ...states].join('\n')

test.for<[string, string, readonly string[]]>([
  ['became ready', rows('web-0  0/1  Pending  0  0s', 'web-0  1/1  Running  0  9s'), []],
  ['pulled at last', rows('a  0/1  ImagePullBackOff  0  9s', 'a  1/1  Running  0  1m'), []],
  ['another one', rows('a  0/1  Pending  0  9s', 'b  1/1  Running  0  1m'), ['log/pod-pending']],
  ['before it', rows('a  1/1  Running  0  1m', 'a  0/1  Pending  0  9s'), ['log/pod-pending']],
  ['a half', rows('a  0/2  Pending  0  9s', 'a  1/2  Running  0  1m'), ['log/pod-pending']],
])('a Pod that is watched: %s', ([, text, codes]) => {
  expect(codesIn(explainText(text))).toEqual(codes)
})

test('old kubeadm says master where it ends', () => {
  const text =
    '[init] Using Kubernetes version: v1.7.0\n\nYour Kubernetes master has initialized successfully!\n'
  expect(explainText(text)).toMatchObject({ findings: [], succeeded: true })
})
