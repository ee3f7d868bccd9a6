import { expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { byHand } from '../../src/engine/by-hand.ts'
import { kindOf, remedies } from '../../src/cluster/causes.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

/** The repairs of a recorded machine's cluster, as what a person would type. */
const planned = async (machine: string): Promise<readonly string[]> => {
  const { plan } = await diagnoseMachine(readMachine(machine))
  return plan
    .filter(({ because }) => because.some((code) => code.startsWith('cluster/')))
    .flatMap(({ fix, risk, steps }) => [
      `${fix} (${risk})`,
      ...steps.flatMap(byHand).map(({ argv }) => `  ${argv.join(' ')}`),
    ])
}

const provisioner = 'gcr.io/k8s-minikube/storage-provisioner:v5'
const aliyun = 'registry.cn-hangzhou.aliyuncs.com/google_containers'

test.for([
  ['cluster-paused', ['resume-node (safe)', '  docker unpause minikube']],
  [
    'cluster-leftovers',
    [
      'delete-leftovers (destructive)',
      '  docker rm -f -v minikube',
      '  docker volume rm minikube',
      '  docker network rm minikube',
    ],
  ],
  [
    'cluster-shared-docker',
    [
      'delete-stranger (destructive)',
      '  docker rm -f -v minikube',
      '  docker volume rm minikube',
      '  docker network rm minikube',
    ],
  ],
  [
    'kubeconfig-damaged',
    [
      'set-kubeconfig-aside (system)',
      '  mv /home/jane/.kube/config /home/jane/.kube/config.broken',
    ],
  ],
  ['kubeconfig-stale', ['update-context (safe)', '  minikube update-context -p minikube']],
  ['cluster-config-cut', ['delete-profile (destructive)', '  minikube delete -p minikube']],
  [
    'system-pods-starved',
    [
      'load-image (safe)',
      '  docker pull k8s.gcr.io/pause:3.6',
      '  minikube -p minikube image load k8s.gcr.io/pause:3.6',
      'load-image (safe)',
      `  docker pull ${provisioner}`,
      `  minikube -p minikube image load ${provisioner}`,
    ],
  ],
  [
    'system-pods-starved-china',
    [
      'load-image (safe)',
      `  docker pull ${aliyun}/pause:3.6`,
      `  docker tag ${aliyun}/pause:3.6 k8s.gcr.io/pause:3.6`,
      '  minikube -p minikube image load k8s.gcr.io/pause:3.6',
      'load-image (safe)',
      `  docker pull ${aliyun}/storage-provisioner:v5`,
      `  docker tag ${aliyun}/storage-provisioner:v5 ${provisioner}`,
      `  minikube -p minikube image load ${provisioner}`,
    ],
  ],
  // The start mends these, and the ladder after it.
  ['cluster-api-refused', []],
  ['cluster-node-dead', []],
  ['system-pods-crashing', []],
  ['system-pods-unschedulable', []],
  ['cluster-running', []],
] as const)('the repairs of the cluster on %s', async ([machine, expected]) => {
  expect(await planned(machine)).toEqual(expected)
})

test('every error of the cluster has a fix, or a rung after a start', () => {
  const list: readonly AnyCheck[] = checks
  const helpless = list
    // The first lesson comes after the ladder: nothing here mends it.
    .filter(({ id }) => id.startsWith('cluster/') && id !== 'cluster/smoke')
    .flatMap(({ id, problems }) =>
      Object.entries(problems)
        .filter(([, { severity, fix }]) => severity === 'error' && fix === undefined)
        .map(([key]) => `${id}/${key}`),
    )
    .filter((code) => remedies[kindOf(code)].length === 0)
  expect(helpless).toEqual([])
})
