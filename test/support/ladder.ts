import { minikubeReasonIds } from '../../src/catalog/minikube-reasons.ts'
import { checks } from '../../src/checks/index.ts'
import { nextRung } from '../../src/cluster/ladder.ts'
import type { Situation } from '../../src/cluster/situation.ts'
import { startPlan } from '../../src/cluster/start-plan.ts'
import { kubeadmChecks } from '../../src/explain/kubeadm.ts'
import { ends } from '../../src/explain/marks.ts'
import { codeOfReason } from '../../src/explain/reasons.ts'
import { signatures } from '../../src/explain/signatures/index.ts'
import { withoutSources } from '../../src/facts/route.ts'
import type { Attempt, Cause, Rung, RungId } from '../../src/model/attempt.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import type { Pair, Request } from '../../src/model/request.ts'
import type { Probes } from '../../src/model/route.ts'
import type { Step } from '../../src/model/step.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import type { Asker, Route } from '../../src/model/chosen-route.ts'
import { suppliesOf } from '../../src/route/supplies.ts'
import { asker, held, present, tableOf } from './probe-tables.ts'
import { requestFor } from './diagnose.ts'

const list: readonly AnyCheck[] = checks

/** Every code a log can prove, and every code of the checks. */
export const everyCode: readonly string[] = [
  ...new Set([
    ...list.flatMap(({ id, problems }) => Object.keys(problems).map((key) => `${id}/${key}`)),
    ...signatures.map(({ code }) => code),
    ...ends.map(({ code }) => code),
    ...minikubeReasonIds.map((id) => `minikube/${id}`),
    ...minikubeReasonIds.flatMap((id) => codeOfReason(id) ?? []),
    ...[...kubeadmChecks, 'other'].map((name) => `kubeadm/${name}`),
  ]),
]

export const home = '/home/li/.minikube'

/** A class in China where the official hosts answer slowly and two mirrors have everything. */
export const classroom: Probes = tableOf(
  held({
    official: present(1024 * 1024),
    aliyun: present(5 * 1024 * 1024),
    'aliyun-oss': present(5 * 1024 * 1024),
    daocloud: present(3 * 1024 * 1024),
  }),
)

interface World {
  readonly request?: Request
  readonly probes?: Probes
  readonly pair?: Pair
  readonly patch?: Rung['patch']
}

const known = new WeakMap<Probes, Map<string, Route>>()

/** The same choice is made once. */
const routeOf = (probes: Probes, without: readonly string[], who: Asker): Route => {
  const key = JSON.stringify([without, who])
  const routes = known.get(probes) ?? new Map<string, Route>()
  known.set(probes, routes)
  const route = routes.get(key) ?? chooseRoute(withoutSources(probes, without), who)
  routes.set(key, route)
  return route
}

/** How things stand before the next rung: the plan and the sources follow from the request. */
export const situation = (
  causes: readonly (Cause | string)[],
  change: Partial<Situation> & World = {},
): Situation => {
  const { request = requestFor({}), probes = classroom, patch, ...more } = change
  const pair = change.pair ?? request.overrides.pair ?? request.profile.pair
  const { driver, runtime } = request.profile
  const { without = [] } = request.overrides
  const route = routeOf(probes, without, { ...asker, ...pair, driver, runtime, home })
  const plan = startPlan(request, pair, [
    ...(patch === undefined ? [] : [{ because: 'ladder', patch }]),
    { because: 'registry/route/chosen', patch: { flags: route.flags.map(({ flag }) => flag) } },
  ])
  const failed: Attempt = {
    plan,
    end: 'failed',
    exitCode: 100,
    causes: causes.map((cause) => (typeof cause === 'string' ? { code: cause } : cause)),
    ms: 1,
  }
  return {
    request,
    pair,
    plan,
    attempts: [failed],
    exists: true,
    ours: true,
    others: [],
    resources: { cpus: 8, memoryMiB: 16_000 },
    alternatives: request.profile.alternatives,
    refused: [],
    sources: suppliesOf(route),
    home,
    ...more,
  }
}

/** A step in short. */
export const shown = (step: Step): string => {
  if (step.kind === 'delete-profile') return `delete ${step.profile}`
  if (step.kind === 'delete-all') return `delete all ${step.profiles.join(' ')}`
  if (step.kind === 'pull-image')
    return `pull ${step.image}${step.as === undefined ? '' : ` as ${step.as}`}`
  if (step.kind === 'save-image') return `save ${step.path.slice(home.length + 1)}`
  return step.kind === 'seed-cache' ? `seed ${step.path.slice(home.length + 1)}` : step.kind
}

/** As if these had been tried before, in vain. */
export const after = (
  causes: readonly (Cause | string)[],
  ...tried: readonly RungId[]
): readonly Attempt[] =>
  situation(causes).attempts.flatMap((first) => [
    first,
    ...tried.map((rung): Attempt => ({ ...first, rung })),
  ])

/** The rung in short, as a line of a table. */
export const next = (
  causes: Parameters<typeof situation>[0],
  change: Parameters<typeof situation>[1] = {},
): string | undefined => {
  const rung = nextRung(situation(causes, change))
  return rung === undefined ? undefined : `${rung.id} (${rung.risk})`
}
