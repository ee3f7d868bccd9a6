import { effectivePair } from '../../facts/pair.ts'
import { loadImage } from '../../fixes/load-image.ts'
import type { Starved } from '../../fixes/load-image.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { image, quote, term, version } from '../../model/value.ts'
import type { Quote } from '../../model/value.ts'
import { clusterSystemPods } from './system-pods.ts'

type Failed = Starved & { readonly said: Quote }

/** What a learner tries next, in the namespace the course uses. */
const inCluster = ({ cluster }: Failed, ...words: readonly string[]) =>
  asUser('kubectl', '--context', cluster.value, ...words)

/**
 * Did the first lesson work in the cluster that was started? Reads what the smoke step has recorded, and asks nothing itself.
 * Source: pitfalls REG-4, CPU-4, PORT-3.
 */
export const clusterSmoke = defineCheck({
  id: 'cluster/smoke',
  title: 'First lesson works',
  needs: {},
  after: [clusterSystemPods],
  skip: ({ overrides }) => (overrides.smoke === undefined ? 'not-tried' : undefined),
  problems: {
    image: problem<Failed>({
      severity: 'error',
      message: ({ image, said }) =>
        say`The first lesson's image ${image} does not arrive in the cluster: ${said}`,
      hint: () =>
        say`The Docker inside the node pulls by itself, without this machine's mirrors. Pull the image here and hand it over:`,
      fix: loadImage('cluster/smoke'),
    }),
    crash: problem<Failed>({
      severity: 'error',
      message: ({ image, said }) =>
        say`The first lesson's container of ${image} ends at once: ${said}`,
      hint: () =>
        say`"exec format error" means that the image is for another CPU; OOMKilled, that the cluster has too little memory.`,
    }),
    unschedulable: problem<Failed>({
      severity: 'error',
      message: ({ said }) => say`The first lesson's Pod finds no node to run on: ${said}`,
      hint: () =>
        say`Too little CPU or memory: delete the cluster and start it with more. disk-pressure: free space on Docker's disk.`,
      looks: (args) => [inCluster(args, 'describe', 'nodes')],
    }),
    'no-answer': problem<Failed>({
      severity: 'error',
      message: ({ said }) => say`The first lesson was created, but does not answer: ${said}`,
      hint: () =>
        say`If its Pod runs, kube-proxy makes the way to it; see how that fares. A proxy in the environment must exempt the node (NO_PROXY).`,
      looks: (args) => [
        inCluster(args, '-n', 'kube-system', 'logs', '-l', 'k8s-app=kube-proxy', '--tail=20'),
      ],
    }),
    'no-address': problem<Failed>({
      severity: 'error',
      message: ({ said }) =>
        say`The first lesson runs in the cluster, but there is no way to it from here: ${said}`,
      hint: () =>
        say`The node's ports cannot be reached, and kubectl port-forward did not open one.`,
    }),
    refused: problem<Failed>({
      severity: 'error',
      message: ({ said }) => say`kubectl could not create the first lesson: ${said}`,
      hint: () => say`Does kubectl reach the cluster?`,
      looks: (args) => [inCluster(args, 'get', 'nodes')],
    }),
  },
  fine: (_, { overrides: { smoke } }) => {
    // Its address is gone with the lesson.
    return smoke?.state === 'works' ? say`${image(smoke.image)}` : undefined
  },
  inspect: (_, request) => {
    const { smoke } = request.overrides
    if (smoke?.state !== 'failed') return []
    const args = {
      image: image(smoke.image),
      from: undefined,
      said: quote(smoke.detail),
      cluster: term(request.profile.cluster),
      minikube: version(effectivePair(request).minikube),
    }
    return [{ code: smoke.why, args }]
  },
})
