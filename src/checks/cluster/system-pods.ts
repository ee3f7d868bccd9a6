import { isAddon } from '../../catalog/system-pods.ts'
import { effectivePair } from '../../facts/pair.ts'
import { settlingMs } from '../../facts/pod-trouble.ts'
import { starvedImages } from '../../facts/starved-images.ts'
import { systemPods } from '../../facts/system-pods.ts'
import type { SystemPod } from '../../facts/system-pods.ts'
import { loadImage } from '../../fixes/load-image.ts'
import type { Starved } from '../../fixes/load-image.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { count, image, list, ms, quote, term, version } from '../../model/value.ts'
import type { Count, List, Ms, Quote, Term, Version } from '../../model/value.ts'
import { clusterRunning } from './running.ts'

type StarvedPod = Starved & { readonly pod: Term; readonly reason: Term }

/** Everything about a pod that carries its name. */
const describe = ({ pod, cluster }: { readonly pod: Term; readonly cluster: Term }) => [
  asUser('kubectl', '--context', cluster.value, '-n', 'kube-system', 'describe', 'pod', pod.value),
]

interface Known {
  readonly cluster: Term
  readonly minikube: Version
  /** Names under which registries have images that do not arrive. */
  readonly origins: Readonly<Record<string, string>>
}

/** Too young for a word about what else than an image or a crash keeps it waiting. */
const isSettling = ({ age, trouble }: SystemPod): boolean =>
  age < settlingMs && (trouble?.kind === 'stuck' || trouble?.kind === 'unschedulable')

const found = ({ name, trouble }: SystemPod, { cluster, minikube, origins }: Known) => {
  if (trouble === undefined) return undefined
  const pod = term(name)
  const same = { pod, cluster }
  if (trouble.kind === 'image') {
    const origin = origins[trouble.image]
    const from = origin === undefined ? undefined : image(origin)
    const args = { image: image(trouble.image), from, reason: term(trouble.reason), minikube }
    const code = isAddon(name) ? ('addon-image' as const) : ('image' as const)
    return { code, args: { ...same, ...args }, about: pod }
  }
  if (isAddon(name)) {
    const reason = trouble.kind === 'unschedulable' ? 'Unschedulable' : trouble.reason
    return { code: 'addon' as const, args: { ...same, reason: term(reason) }, about: pod }
  }
  if (trouble.kind === 'crash') {
    const exit = trouble.exitCode === undefined ? undefined : count(trouble.exitCode)
    const backOff = trouble.backOffMs === undefined ? undefined : ms(trouble.backOffMs)
    const args = { container: term(trouble.container), reason: term(trouble.reason), exit, backOff }
    return { code: 'crash' as const, args: { ...same, ...args }, about: pod }
  }
  if (trouble.kind === 'unschedulable') {
    const args = { ...same, said: quote(trouble.said) }
    return { code: 'unschedulable' as const, args, about: pod }
  }
  const said = trouble.said === '' ? undefined : quote(trouble.said)
  const args = { ...same, reason: term(trouble.reason), said }
  return { code: 'stuck' as const, args, about: pod }
}

const starving = {
  message: ({ pod, image, reason }: StarvedPod) =>
    say`${pod} waits for the image ${image}, which does not arrive in the cluster (${reason})`,
  hint: ({ image, from }: StarvedPod) =>
    from === undefined || from.value === image.value
      ? say`Bring the image by way of this machine's Docker. If that cannot pull it either, pull it from a mirror, give it this name with docker tag, and load it.`
      : say`${from} is the same image. Bring it by way of this machine's Docker, under the name the cluster waits for:`,
  fix: loadImage('cluster/system-pods'),
}

/**
 * Do the pods of kube-system run? Told by cause, because the remedies differ: an image that does not arrive, a process that
 * dies, no room, something else. Source: pitfalls HLTH-1, REG-6, REG-7; kubernetes pkg/kubelet/images/types.go.
 */
export const clusterSystemPods = defineCheck({
  id: 'cluster/system-pods',
  vouches: true,
  proves: true,
  title: 'System pods run',
  needs: { pods: systemPods, starved: optional(starvedImages) },
  after: [clusterRunning],
  problems: {
    image: problem<StarvedPod>({ severity: 'error', ...starving }),
    'addon-image': problem<StarvedPod>({
      proof: 'beside',
      ...starving,
      severity: 'warning',
      message: (args) => [
        ...starving.message(args),
        ...say`. It is an addon; the first lessons do not need it`,
      ],
    }),
    addon: problem<{ readonly pod: Term; readonly cluster: Term; readonly reason: Term }>({
      proof: 'beside',
      severity: 'warning',
      message: ({ pod, reason }) =>
        say`The addon ${pod} does not run (${reason}); the first lessons do not need it`,
      hint: () =>
        say`After a start it may fail a few times until the API server answers. If it stays so, its events show why:`,
      looks: describe,
    }),
    crash: problem<{
      readonly pod: Term
      readonly cluster: Term
      readonly container: Term
      readonly reason: Term
      readonly exit: Count | undefined
      /** Until it is started again. */
      readonly backOff: Ms | undefined
    }>({
      severity: 'error',
      message: ({ pod, container, reason, exit }) => [
        ...say`${pod} keeps failing: its container ${container} ended with ${reason}`,
        ...(exit === undefined ? [] : say`, exit code ${exit}`),
      ],
      hint: () => say`Its last words tell why. OOMKilled means the cluster has too little memory.`,
      looks: ({ pod, cluster, container }) => [
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
      looks: describe,
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
      looks: describe,
    }),
    settling: problem<{ readonly pods: List<'term'> }>({
      proof: 'settling',
      severity: 'warning',
      message: ({ pods }) =>
        say`${pods} ${wordFor(pods.value.length, 'is', 'are')} not ready yet; the cluster has only just started`,
      hint: () => say`Wait two minutes and look again.`,
    }),
  },
  fine: ({ pods = [] }) => say`kube-system ${count(pods.length)}/${count(pods.length)}`,
  inspect: ({ pods, starved }, request) => {
    if (pods === undefined) return skipped('not-running')
    const known = {
      cluster: term(request.profile.cluster),
      minikube: version(effectivePair(request).minikube),
      origins: starved.ok ? starved.value : {},
    }
    const young = pods.filter(isSettling)
    const settling = list(young.map(({ name }) => term(name)))
    return [
      ...pods
        .filter((pod) => !isSettling(pod))
        .map((pod) => found(pod, known))
        .filter((item) => item !== undefined),
      ...(young.length === 0 ? [] : [{ code: 'settling' as const, args: { pods: settling } }]),
    ]
  },
})
