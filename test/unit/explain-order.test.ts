import { expect, test } from 'vitest'
import { byImportance, placeOf } from '../../src/explain/order.ts'
import { codesIn, explainText } from '../support/explain.ts'
import { linesOf } from '../support/log-lines.ts'

const first = (code: keyof typeof linesOf): string => linesOf[code][0] ?? ''

/** Two causes in one log, the fundamental one last: it comes first. */
test.for([
  ['docker/daemon/not-running', 'user/root/login'],
  ['docker/installed/absent', 'docker/storage/btrfs'],
  ['host/cgroup/v2-refused', 'docker/daemon/hung'],
  ['user/root/login', 'resources/cpu/too-few'],
  ['tools/pair/kubernetes-too-old', 'resources/disk/full'],
  ['resources/cpu/too-few', 'resources/disk/full'],
  ['network/online/offline', 'log/pull-timeout'],
  ['network/proxy/unreachable', 'log/rate-limit'],
  ['log/pull-timeout', 'cluster/profile/driver'],
  ['cluster/profile/driver', 'log/unknown-command'],
  ['cluster/leftovers/stale', 'log/yaml-blanks'],
] as const)('%s before %s', ([cause, other]) => {
  expect(codesIn(explainText(`${first(other)}\n${first(cause)}\n`))).toEqual([cause, other])
})

test.for([
  ['resources/disk/full', 'cluster/running/api-down'],
  ['log/pull-timeout', 'log/pod-image'],
  ['log/pause-image', 'cluster/running/api-down'],
  ['network/dns/no-answer', 'log/kicbase'],
] as const)('%s explains %s, whichever comes first', ([cause, symptom]) => {
  for (const text of [`${first(cause)}\n${first(symptom)}`, `${first(symptom)}\n${first(cause)}`]) {
    expect(codesIn(explainText(text))).not.toContain(symptom)
    expect(explainText(text).dismissed.symptoms).toContain(symptom)
  }
})

test('a mistake in a lesson explains no failed start', () => {
  const text = `minicube: command not found\nX Exiting due to GUEST_START: failed to start node`
  expect(codesIn(explainText(text))).toContain('minikube/GUEST_START')
})

test('errors come before warnings', () => {
  const text = `${first('docker/storage/no-preload')}\n${first('log/nodeport')}`
  expect(codesIn(explainText(text))).toEqual(['log/nodeport', 'docker/storage/no-preload'])
})

const entry = (code: keyof typeof linesOf, at: number) =>
  ({ code, severity: 'error', symptom: false, first: at }) as const

test('the order is total', () => {
  expect(byImportance(entry('log/pull-timeout', 1), entry('log/pull-timeout', 2))).toBeLessThan(0)
  expect(placeOf('log/unknown-command')).toBeGreaterThan(placeOf('cluster/system-pods/image'))
})
