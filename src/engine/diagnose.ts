import { newestKubernetes } from '../catalog/kubernetes.ts'
import { catalogDate, newestMinikube } from '../catalog/minikube.ts'
import { startPlan } from '../cluster/start-plan.ts'
import { identity, inventory } from '../facts/machine.ts'
import { osRelease } from '../facts/os-release.ts'
import { effectivePair } from '../facts/pair.ts'
import { routeFact } from '../facts/route.ts'
import { startFetches } from '../facts/start-fetches.ts'
import type { AnyCheck } from '../model/check.ts'
import type { ReadHost } from '../model/host.ts'
import type { MachineSummary, Report } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import type { Listener } from './events.ts'
import { askingOnce } from './asking-once.ts'
import { cover, planFixes } from './plan.ts'
import { firstFinding, readiness } from './readiness.ts'
import { runChecks } from './run-checks.ts'
import type { Store } from './store.ts'
import { withUndecided } from './undecided.ts'
import { withCluster } from './with-cluster.ts'

export interface DiagnoseOptions {
  readonly checks: readonly AnyCheck[]
  readonly request: Request
  readonly selected?: (check: AnyCheck) => boolean
  /** Fires when the whole run's budget is used up. */
  readonly signal: AbortSignal
  readonly version: string
  readonly listen?: Listener
  /** What is still true from the round before. */
  readonly store?: Store
}

const summary = async (host: ReadHost, store: Store): Promise<MachineSummary> => {
  const [who, hardware, release] = await Promise.all([
    store.get(identity),
    attempt(store.get(inventory)),
    attempt(store.get(osRelease)),
  ])
  return {
    os: host.os,
    user: who.subject.name,
    hostname: who.hostname,
    ...(hardware.ok ? { inventory: hardware.value } : {}),
    ...(release.ok && release.value !== undefined ? { system: release.value.name } : {}),
  }
}

/** Reads the machine once and says what is there. Changes nothing. */
export const diagnose = async (host: ReadHost, options: DiagnoseOptions): Promise<Report> => {
  const { checks, selected = () => true, signal, version, listen } = options
  const began = host.now()
  const listening = listen === undefined ? {} : { listen }
  const { request, store } = await withCluster(
    { host: askingOnce(host), request: options.request, signal, ...listening },
    options.store,
  )
  const [found, machine] = await Promise.all([
    runChecks(checks, {
      store,
      request,
      selected,
      now: host.now,
      ...listening,
    }),
    summary(host, store),
  ])
  // Only with --offline is a start not begun that fetches something.
  const fetches = request.offline ? await attempt(store.get(startFetches)) : undefined
  const pair = effectivePair(request)
  const covered = cover(checks, found, pair.minikube)
  const results = withUndecided(checks, covered.results)
  const first = firstFinding(results)
  const downloads = results.find((result) => result.downloads !== undefined)?.downloads
  const route = await store.known(routeFact)
  return {
    at: began,
    tool: { name: 'k8s-doctor', version },
    catalog: { date: catalogDate, minikube: newestMinikube, kubernetes: newestKubernetes },
    profile: { id: request.profile.id, title: request.profile.title, pair },
    machine,
    ready: readiness(checks, results),
    ...(first === undefined ? {} : { first }),
    checks: results,
    plan: planFixes(checks, results),
    start: {
      ...startPlan(request, pair, covered.cures),
      ...(downloads === undefined ? {} : { downloads }),
      ...(fetches === undefined || (fetches.ok && !fetches.value)
        ? {}
        : { needsNetwork: true as const }),
    },
    ...(route === undefined ? {} : { route }),
    ms: host.now() - began,
  }
}
