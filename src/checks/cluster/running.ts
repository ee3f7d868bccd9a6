import { apiHealth } from '../../facts/api-health.ts'
import type { ApiHealth, KubeNode } from '../../facts/api-health.ts'
import { clusterNodes } from '../../facts/cluster-nodes.ts'
import type { ClusterNode } from '../../facts/cluster-nodes.ts'
import { dockerObjects } from '../../facts/docker-objects.ts'
import { kubernetesPaused } from '../../facts/kubernetes-paused.ts'
import { profiles } from '../../facts/profiles.ts'
import { settlingMs } from '../../facts/pod-trouble.ts'
import { resumeNode } from '../../fixes/resume-node.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { own, quote, term } from '../../model/value.ts'
import type { Quote, Term } from '../../model/value.ts'
import { dockerDesktop } from '../docker/desktop.ts'
import { clusterProfile } from './profile.ts'

type Node = {
  readonly node: Term
  readonly cluster: Term
  readonly said: Quote | undefined
}

const orNothing = (said: string | undefined): Quote | undefined =>
  said === undefined || said === '' ? undefined : quote(said)

const codes = {
  stopped: 'stopped',
  paused: 'paused',
  gone: 'node-gone',
  broken: 'broken',
} as const

const nodeFound = ({ name, state, said }: ClusterNode, cluster: Term) => {
  if (state === 'running') return undefined
  const node = term(name)
  return { code: codes[state], args: { node, cluster, said: orNothing(said) }, about: node }
}

const notReady = ({ name, reason, said }: KubeNode) => ({
  code: 'not-ready' as const,
  args: { node: term(name), reason: term(reason), said: orNothing(said) },
  about: term(name),
})

const settling = ({ name }: KubeNode) => ({
  code: 'settling' as const,
  args: { node: term(name) },
  about: term(name),
})

const apiFound = ({ ready, said, nodes }: ApiHealth, paused: boolean, cluster: Term) => {
  if (paused) return [{ code: 'kubernetes-paused' as const, args: { cluster } }]
  if (!ready) return [{ code: 'api-down' as const, args: { cluster, said: orNothing(said) } }]
  if (!nodes.ok) return [unsure(nodes.why)]
  return nodes.value
    .filter(({ ready }) => !ready)
    .map((node) => (node.age < settlingMs ? settling(node) : notReady(node)))
}

/**
 * Do the nodes of the course's cluster run, and does Kubernetes answer on them? Judged by docker's word on the containers, then
 * /readyz and the nodes' own conditions; a machine without a cluster is nothing to look at, the start is still to come.
 * Source: pitfalls HLTH-1, DOCK-7; pkg/minikube/machine/fix.go (a missing node is made anew, a stopped one started).
 */
export const clusterRunning = defineCheck({
  id: 'cluster/running',
  role: 'running',
  proves: true,
  title: 'Cluster runs',
  needs: {
    profiles,
    nodes: clusterNodes,
    api: optional(apiHealth),
    objects: optional(dockerObjects),
    paused: optional(kubernetesPaused),
  },
  after: [dockerDesktop, clusterProfile],
  problems: {
    stopped: problem<Node>({
      severity: 'warning',
      start: 'heals',
      message: ({ node, said }) => [
        ...say`The node ${node} of the existing cluster is stopped`,
        ...(said === undefined ? [] : say` (${said})`),
      ],
      hint: () =>
        say`The start command of this report brings it back with everything in it. If it stops again at once, docker logs shows why.`,
    }),
    paused: problem<Node>({
      severity: 'error',
      stops: true,
      message: ({ node }) =>
        say`The container of the node ${node} is paused; nothing in it answers, and minikube start cannot go on from there`,
      hint: () => say`Let it go on:`,
      fix: resumeNode,
    }),
    'node-gone': problem<Node>({
      severity: 'warning',
      start: 'heals',
      message: ({ node }) =>
        say`The container or virtual machine of the node ${node} is gone, but minikube's record of the cluster is still here`,
      hint: () => say`The start command of this report creates the node again.`,
    }),
    broken: problem<Node>({
      severity: 'error',
      stops: true,
      start: 'heals',
      message: ({ node, said }) => [
        ...say`The node ${node} neither runs nor rests`,
        ...(said === undefined ? [] : say`: ${said}`),
      ],
      hint: () =>
        say`Wait a minute and look again. If it stays so, stop the cluster; then the start command of this report. ${own('--fix')} starts it again, and deletes it only when asked.`,
      commands: ({ cluster }) => [asUser('minikube', 'stop', '-p', cluster.value)],
    }),
    'api-down': problem<{ readonly cluster: Term; readonly said: Quote | undefined }>({
      severity: 'error',
      stops: true,
      start: 'heals',
      message: ({ cluster, said }) => [
        ...say`The cluster ${cluster} runs, but its Kubernetes API `,
        ...(said === undefined ? say`does not answer` : say`is not well: ${said}`),
      ],
      hint: () =>
        say`Run the start command of this report once more, as ${own('--fix')} does: it restarts what stands still. If it stays so, this shows the cause:`,
      looks: ({ cluster }) => [asUser('minikube', 'logs', '--problems', '-p', cluster.value)],
    }),
    'kubernetes-paused': problem<{ readonly cluster: Term }>({
      severity: 'error',
      stops: true,
      start: 'heals',
      message: ({ cluster }) =>
        say`Kubernetes in the cluster ${cluster} was paused with minikube pause; nothing in it answers`,
      hint: () => say`Let it go on; the start command of this report does that too.`,
      commands: ({ cluster }) => [asUser('minikube', 'unpause', '-p', cluster.value)],
    }),
    'not-ready': problem<{
      readonly node: Term
      readonly reason: Term
      readonly said: Quote | undefined
    }>({
      severity: 'error',
      stops: true,
      start: 'heals',
      message: ({ node, reason, said }) => [
        ...say`Kubernetes does not use the node ${node} (${reason})`,
        ...(said === undefined ? [] : say`: ${said}`),
      ],
      hint: () =>
        say`Its kubelet is not well. Run the start command of this report once more, as ${own('--fix')} does; it restarts the kubelet.`,
    }),
    settling: problem<{ readonly node: Term }>({
      proof: 'settling',
      severity: 'warning',
      message: ({ node }) => say`The node ${node} is not ready yet; it has only just joined`,
      hint: () => say`Wait two minutes and look again.`,
    }),
    'other-running': problem<{ readonly profile: Quote }>({
      proof: 'beside',
      severity: 'info',
      message: ({ profile }) =>
        say`Another minikube cluster of this user is running: ${profile}. It takes CPU and memory of the same Docker`,
      hint: () => say`If the machine gets slow, stop it:`,
      commands: ({ profile }) => [asUser('minikube', 'stop', '-p', profile.value)],
    }),
  },
  fine: ({ nodes }) => say`${term(nodes.map(({ name }) => name).join(', '))}`,
  inspect: ({ profiles: { valid }, nodes, api, objects, paused }, { profile }) => {
    const busy = objects.ok ? objects.value.containers : []
    const others = valid
      .filter(
        ({ name }) =>
          name !== profile.cluster &&
          busy.some((container) => container.profile === name && container.state === 'running'),
      )
      .map(({ name }) => ({
        code: 'other-running' as const,
        args: { profile: quote(name) },
        about: quote(name),
      }))
    if (nodes.length === 0) return others.length > 0 ? others : skipped('no-cluster')
    const cluster = term(profile.cluster)
    const own = nodes.map((node) => nodeFound(node, cluster)).filter((item) => item !== undefined)
    if (!api.ok) return [...own, unsure(api.why), ...others]
    return [
      ...own,
      ...(api.value === undefined ? [] : apiFound(api.value, paused.ok && paused.value, cluster)),
      ...others,
    ]
  },
})
