import { effectivePair } from '../../facts/pair.ts'
import { settlingMs } from '../../facts/pod-trouble.ts'
import { systemPods } from '../../facts/system-pods.ts'
import type { SystemPod } from '../../facts/system-pods.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { count, image, quote, term, version } from '../../model/value.ts'
import type { Count, Image, Quote, Term, Version } from '../../model/value.ts'
import { below } from '../../model/version.ts'
import { clusterRunning } from './running.ts'

type Starved = {
  readonly pod: Term
  readonly image: Image
  readonly reason: Term
  readonly cluster: Term
  readonly minikube: Version
}

/** `minikube image load` exists from here on. Source: cmd/minikube/cmd/image.go, absent at v1.17.1, there at v1.18.0. */
const imageLoad = 'v1.18.0'

const load = ({ image, cluster, minikube }: Starved) =>
  below(minikube.value, imageLoad)
    ? asUser('minikube', 'cache', 'add', image.value)
    : asUser('minikube', 'image', 'load', image.value, '-p', cluster.value)

/** Everything about a pod that carries its name. */
const describe = ({ pod, cluster }: { readonly pod: Term; readonly cluster: Term }) => [
  asUser('kubectl', '--context', cluster.value, '-n', 'kube-system', 'describe', 'pod', pod.value),
]

const found = ({ name, age, trouble }: SystemPod, cluster: Term, minikube: Version) => {
  if (trouble === undefined) return undefined
  const pod = term(name)
  const same = { pod, cluster }
  if (trouble.kind === 'image') {
    const args = { image: image(trouble.image), reason: term(trouble.reason), minikube }
    return { code: 'image' as const, args: { ...same, ...args }, about: pod }
  }
  if (trouble.kind === 'crash') {
    const exit = trouble.exitCode === undefined ? undefined : count(trouble.exitCode)
    const args = { container: term(trouble.container), reason: term(trouble.reason), exit }
    return { code: 'crash' as const, args: { ...same, ...args }, about: pod }
  }
  if (age < settlingMs) return { code: 'settling' as const, args: { pod }, about: pod }
  if (trouble.kind === 'unschedulable') {
    const args = { ...same, said: quote(trouble.said) }
    return { code: 'unschedulable' as const, args, about: pod }
  }
  const said = trouble.said === '' ? undefined : quote(trouble.said)
  const args = { ...same, reason: term(trouble.reason), said }
  return { code: 'stuck' as const, args, about: pod }
}

/**
 * Do the pods of kube-system run? Told by cause, because the remedies differ: an image that does not arrive, a process that
 * dies, no room, something else. Source: pitfalls HLTH-1, REG-6, REG-7; kubernetes pkg/kubelet/images/types.go.
 */
export const clusterSystemPods = defineCheck({
  id: 'cluster/system-pods',
  title: 'System pods run',
  needs: { pods: systemPods },
  after: [clusterRunning],
  problems: {
    image: problem<Starved>({
      severity: 'error',
      message: ({ pod, image, reason }) =>
        say`${pod} waits for the image ${image}, which does not arrive in the cluster (${reason})`,
      hint: () =>
        say`Bring the image by way of this machine's Docker. If that cannot pull it either, pull it from a mirror, give it this name with docker tag, and load it.`,
      commands: (args) => [asUser('docker', 'pull', args.image.value), load(args)],
    }),
    crash: problem<{
      readonly pod: Term
      readonly cluster: Term
      readonly container: Term
      readonly reason: Term
      readonly exit: Count | undefined
    }>({
      severity: 'error',
      message: ({ pod, container, reason, exit }) => [
        ...say`${pod} keeps failing: its container ${container} ended with ${reason}`,
        ...(exit === undefined ? [] : say`, exit code ${exit}`),
      ],
      hint: () => say`Its last words tell why. OOMKilled means the cluster has too little memory.`,
      commands: ({ pod, cluster, container }) => [
        asUser(
          'kubectl',
          '--context',
          cluster.value,
          '-n',
          'kube-system',
          'logs',
          pod.value,
          '-c',
          container.value,
          '--previous',
        ),
      ],
    }),
    unschedulable: problem<{ readonly pod: Term; readonly cluster: Term; readonly said: Quote }>({
      severity: 'error',
      message: ({ pod, said }) => say`${pod} finds no node to run on: ${said}`,
      hint: () =>
        say`Too little CPU or memory: delete the cluster and start it with more. disk-pressure: free space on Docker's disk.`,
      commands: describe,
    }),
    stuck: problem<{
      readonly pod: Term
      readonly cluster: Term
      readonly reason: Term
      readonly said: Quote | undefined
    }>({
      severity: 'error',
      message: ({ pod, reason, said }) => [
        ...say`${pod} does not get going (${reason})`,
        ...(said === undefined ? [] : say`: ${said}`),
      ],
      hint: () => say`The events at the end of this tell what it waits for:`,
      commands: describe,
    }),
    settling: problem<{ readonly pod: Term }>({
      severity: 'warning',
      message: ({ pod }) => say`${pod} is not ready yet; the cluster has only just started`,
      hint: () => say`Wait two minutes and look again.`,
    }),
  },
  fine: ({ pods = [] }) => say`kube-system ${count(pods.length)}/${count(pods.length)}`,
  inspect: ({ pods }, request) => {
    if (pods === undefined) return skipped('not-running')
    const cluster = term(request.profile.cluster)
    const minikube = version(effectivePair(request).minikube)
    return pods.map((pod) => found(pod, cluster, minikube)).filter((item) => item !== undefined)
  },
})
