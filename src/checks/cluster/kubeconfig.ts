import { apiEndpoint } from '../../facts/api-endpoint.ts'
import { apiHealth } from '../../facts/api-health.ts'
import { kubeconfig } from '../../facts/kubeconfig.ts'
import { setKubeconfigAside } from '../../fixes/set-kubeconfig-aside.ts'
import { updateContext } from '../../fixes/update-context.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { count, path, quote, term, url } from '../../model/value.ts'
import type { Count, Path, Quote, Term, Url } from '../../model/value.ts'
import { clusterRunning } from './running.ts'

/**
 * Does kubectl, as the learner calls it, reach the course's cluster? minikube names context and cluster after its profile
 * (pkg/minikube/kubeconfig/settings.go) and writes the address at each start, because the published port changes. Source:
 * pitfalls BIN-3, USER-3; pkg/minikube/kubeconfig/kubeconfig.go (VerifyEndpoint).
 */
export const clusterKubeconfig = defineCheck({
  id: 'cluster/kubeconfig',
  proves: true,
  title: 'kubectl points to the cluster',
  needs: { kubeconfig, endpoint: apiEndpoint, api: optional(apiHealth) },
  after: [clusterRunning],
  problems: {
    damaged: problem<{ readonly path: Path; readonly line: Count; readonly column: Count }>({
      severity: 'error',
      message: ({ path, line, column }) =>
        say`${path} is no valid kubeconfig (line ${line}, column ${column}); kubectl and minikube start both stop at it`,
      hint: () =>
        say`Mend that line, or move the file away: the start writes a new one. Entries of other clusters stay in the old file.`,
      fix: setKubeconfigAside,
    }),
    missing: problem<{ readonly cluster: Term; readonly path: Path }>({
      severity: 'error',
      message: ({ cluster, path }) =>
        say`The cluster ${cluster} runs, but ${path} does not know it: kubectl cannot reach it`,
      hint: () => say`Let minikube write the entry:`,
      fix: updateContext,
    }),
    stale: problem<{ readonly cluster: Term; readonly server: Url }>({
      severity: 'error',
      message: ({ cluster, server }) =>
        say`kubectl looks for the cluster ${cluster} at ${server}, where it no longer is`,
      hint: () => say`Let minikube write the address it has now:`,
      fix: updateContext,
    }),
    elsewhere: problem<{ readonly cluster: Term; readonly current: Quote }>({
      severity: 'error',
      message: ({ cluster, current }) =>
        say`kubectl's current context is ${current}, not ${cluster}: the course's commands would go to another cluster`,
      hint: () => say`Choose the course's cluster:`,
      commands: ({ cluster }) => [asUser('kubectl', 'config', 'use-context', cluster.value)],
      fix: updateContext,
    }),
    'none-chosen': problem<{ readonly cluster: Term }>({
      severity: 'error',
      message: ({ cluster }) =>
        say`kubectl has no current context: it would look for a cluster at localhost:8080 instead of ${cluster}`,
      hint: () => say`Choose the course's cluster:`,
      commands: ({ cluster }) => [asUser('kubectl', 'config', 'use-context', cluster.value)],
      fix: updateContext,
    }),
  },
  fine: ({ kubeconfig: { currentContext } }) =>
    currentContext === undefined ? undefined : say`context ${term(currentContext)}`,
  inspect: ({ kubeconfig, endpoint, api }, { profile }) => {
    const { broken, paths, contexts, clusters, currentContext } = kubeconfig
    if (broken.length > 0)
      return broken.map(({ path: file, line, column }) => ({
        code: 'damaged' as const,
        args: { path: path(file), line: count(line), column: count(column) },
        about: path(file),
      }))
    if (endpoint === undefined) return skipped('not-running')
    if (!api.ok) return [unsure(api.why)]
    const cluster = term(profile.cluster)
    const context = contexts.find(({ name }) => name === profile.cluster)
    const server = clusters.find(({ name }) => name === context?.cluster)?.server
    if (server === undefined)
      return [{ code: 'missing', args: { cluster, path: path(paths[0] ?? '') } }]
    const stale = endpoint.owns(server)
      ? []
      : [{ code: 'stale' as const, args: { cluster, server: url(server) } }]
    if (currentContext === profile.cluster) return stale
    return currentContext === undefined
      ? [...stale, { code: 'none-chosen', args: { cluster } }]
      : [...stale, { code: 'elsewhere', args: { cluster, current: quote(currentContext) } }]
  },
})
