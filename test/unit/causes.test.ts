import { expect, test } from 'vitest'
import { codes, kindOf, knownKind, reasons, remedies } from '../../src/cluster/causes.ts'
import { minikubeReasonIds } from '../../src/catalog/minikube-reasons.ts'
import { rungs } from '../../src/model/attempt.ts'
import { everyCode } from '../support/ladder.ts'

const words = (table: typeof codes): readonly string[] =>
  Object.values(table).flatMap((text) => text.split(/\s+/))

test('every code a start can fail of has a place', () => {
  expect(everyCode.length).toBeGreaterThan(400)
  expect(everyCode.filter((code) => knownKind(code) === undefined)).toEqual([])
})

test('every code in the tables exists, once', () => {
  const later = new Set(['cluster/smoke/'])
  const missing = words(codes).filter(
    (word) =>
      !later.has(word) &&
      !everyCode.some((code) => (word.endsWith('/') ? code.startsWith(word) : code === word)),
  )
  expect(missing).toEqual([])
  expect(words(reasons).filter((id) => !minikubeReasonIds.includes(id))).toEqual([])
  for (const table of [codes, reasons]) expect(words(table).length).toBe(new Set(words(table)).size)
})

test('remedies are rungs, the gentlest first', () => {
  for (const wanted of Object.values(remedies)) {
    const places = wanted.map((id) => rungs.indexOf(id))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
})

test.for([
  ['docker/daemon/not-running', 'elsewhere'],
  ['docker/access/denied', 'elsewhere'],
  ['docker/version/minikube-api', 'versions'],
  ['host/cgroup/v2-refused', 'versions'],
  ['host/clock/wrong', 'elsewhere'],
  ['network/dns/node', 'node-network'],
  ['network/dns/no-answer', 'download'],
  ['network/online/offline', 'elsewhere'],
  ['resources/disk/full', 'elsewhere'],
  ['resources/memory/too-little', 'size'],
  ['cluster/running/api-down', 'boot'],
  ['cluster/running/paused', 'elsewhere'],
  ['cluster/leftovers/stale', 'stale'],
  ['cluster/leftovers/in-use', 'elsewhere'],
  ['log/pause-image', 'download'],
  ['log/yaml', 'unknown'],
  ['minikube/K8S_INSTALL_FAILED', 'download'],
  ['minikube/K8S_APISERVER_MISSING', 'boot'],
  ['minikube/GUEST_CERT', 'stale'],
  // One of our codes stands for it.
  ['minikube/GUEST_DRIVER_MISMATCH', 'elsewhere'],
  ['minikube/GUEST_MISSING_CONNTRACK', 'elsewhere'],
  ['kubeadm/FileExisting', 'elsewhere'],
  ['kubeadm/FileContent', 'elsewhere'],
  ['kubeadm/Service', 'elsewhere'],
  ['cluster/system-pods/addon', 'elsewhere'],
  ['cluster/profile/runtime', 'elsewhere'],
  ['minikube/RSRC_DOCKER_STORAGE', 'elsewhere'],
  ['minikube/PROVIDER_KVM2_NOT_RUNNING', 'elsewhere'],
  ['kubeadm/FileAvailable', 'stale'],
  ['kubeadm/Swap', 'elsewhere'],
  ['minikube/NEVER_HEARD_OF', 'unknown'],
  ['something else', 'unknown'],
  ['', 'unknown'],
] as const)('%s: %s', ([code, kind]) => {
  expect(kindOf(code)).toBe(kind)
})
