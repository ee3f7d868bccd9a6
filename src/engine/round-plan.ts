import type { Route } from '../model/chosen-route.ts'
import type { Risk } from '../model/fix.ts'
import type { Cost, PlannedStep, Reversibility, RoundPlan } from '../model/repair.ts'
import type { PlannedFix } from '../model/report.ts'
import { isObject } from '../model/json-patch.ts'
import type { Json, Step } from '../model/step.ts'
import { downloadSize } from './download-size.ts'

/**
 * What must be there before what: whose files they are, packages, files, services, groups, one restart for all of it, then
 * what lies in the engine, then the cluster.
 */
const phases = {
  'set-clock': 0,
  chown: 1,
  'remove-file': 1,
  'set-aside': 1,
  packages: 2,
  'write-file': 3,
  'merge-json': 3,
  'text-block': 3,
  symlink: 4,
  sysctl: 3,
  'install-tool': 3,
  service: 5,
  'group-member': 6,
  'prune-images': 8,
  'delete-leftovers': 8,
  'delete-profile': 8,
  'delete-all': 8,
  'purge-home': 8,
  unpause: 8,
  'update-context': 9,
  'pull-image': 8,
  'save-image': 9,
  'seed-cache': 9,
  'minikube-start': 10,
  'load-image': 11,
  smoke: 12,
} as const satisfies Record<Step['kind'], number>
const restartPhase = 7

const phaseOf = (step: Step): number =>
  step.kind === 'service' && step.action === 'restart' ? restartPhase : phases[step.kind]

interface Placed {
  readonly step: Step
  readonly fix: number
  readonly phase: number
}

/** A fix's own order is never turned around: a step comes no earlier than the one before it. */
const placed = ({ steps }: PlannedFix, fix: number): readonly Placed[] => {
  let phase = 0
  return steps.map((step) => {
    phase = Math.max(phase, phaseOf(step))
    return { step, fix, phase }
  })
}

/** Two patches as one; undefined where they contradict each other. */
const bothPatches = (a: Json, b: Json): Json | undefined => {
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  if (!isObject(a) || !isObject(b)) return undefined
  const both: Record<string, Json> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const known = both[key]
    const merged = known === undefined ? value : bothPatches(known, value)
    if (merged === undefined) return undefined
    both[key] = merged
  }
  return both
}

const both = (a: Step, b: Step): Step | undefined => {
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  if (a.kind !== 'merge-json' || b.kind !== 'merge-json' || a.path !== b.path) return undefined
  const patch = bothPatches(a.patch, b.patch)
  return patch === undefined ? undefined : { ...a, patch }
}

interface Shared {
  readonly step: Step
  readonly fixes: readonly number[]
  readonly phase: number
}

/** One step for all who ask for it, as late as the last of them needs it. */
const merged = (all: readonly Placed[]): readonly Shared[] => {
  const shared: Shared[] = []
  for (const { step, fix, phase } of all) {
    const at = shared.findIndex((known) => both(known.step, step) !== undefined)
    const known = shared[at]
    const one = known === undefined ? undefined : both(known.step, step)
    if (known === undefined || one === undefined) shared.push({ step, fixes: [fix], phase })
    else
      shared[at] = {
        step: one,
        fixes: [...new Set([...known.fixes, fix])],
        phase: Math.max(known.phase, phase),
      }
  }
  return shared
}

/** A service that is started reads its settings then: no restart after it; who asked for that asks for the start. */
const withoutNeedlessRestarts = (all: readonly Shared[]): readonly Shared[] => {
  const isStart = ({ step }: Shared): boolean => step.kind === 'service' && step.action === 'start'
  const unitOf = ({ step }: Shared): string | undefined =>
    step.kind === 'service' ? step.unit : undefined
  const started = new Set(all.filter(isStart).map(unitOf))
  const needless = (each: Shared): boolean =>
    each.step.kind === 'service' && each.step.action === 'restart' && started.has(each.step.unit)
  const gone = all.filter(needless)
  return all
    .filter((each) => !needless(each))
    .map((each) =>
      isStart(each)
        ? {
            ...each,
            fixes: [
              ...new Set([
                ...each.fixes,
                ...gone
                  .filter((other) => unitOf(other) === unitOf(each))
                  .flatMap(({ fixes }) => fixes),
              ]),
            ],
          }
        : each,
    )
}

const risks: readonly Risk[] = ['safe', 'system', 'destructive']

const highest = (of: readonly Risk[]): Risk =>
  risks.findLast((risk) => of.includes(risk)) ?? 'destructive'

const stopsContainers = (step: Step): boolean =>
  (step.kind === 'service' && step.action === 'restart') ||
  (step.kind === 'packages' && step.action === 'upgrade')

const stopped = (step: Step, fixes: readonly PlannedFix[]): Pick<Cost, 'stops'> => {
  if (!stopsContainers(step)) return {}
  const known = fixes.flatMap(({ running }) => (running === undefined ? [] : [running]))
  if (known.length > 0) return { stops: Math.max(...known) }
  return fixes.some(({ risk }) => risk === 'destructive') ? { stops: 'unknown' } : {}
}

/** Clusters that are gone afterwards; a node without a profile bears the name of its container. */
const deleted = (step: Step): readonly string[] => {
  if (step.kind === 'delete-profile') return [step.profile]
  if (step.kind === 'delete-all' || step.kind === 'purge-home') return step.profiles
  return step.kind === 'delete-leftovers' ? step.containers : []
}

export interface PlanFacts {
  readonly reversibility: (step: Step) => Reversibility
  /** Where things come from, as far as it was looked at: it knows how much there is to fetch. */
  readonly route?: Route | undefined
}

/** The steps of one round: ordered by what needs what, equal ones once, each with its reasons, risk and cost. Pure. */
export const planRound = (
  fixes: readonly PlannedFix[],
  { reversibility, route }: PlanFacts,
): RoundPlan => {
  const steps = withoutNeedlessRestarts(merged(fixes.flatMap(placed)))
    .toSorted((a, b) => a.phase - b.phase)
    .map(({ step, fixes: askers }): PlannedStep => {
      const asking = fixes.filter((_, index) => askers.includes(index))
      const bytes = downloadSize(step, route)
      return {
        step,
        fixes: askers,
        because: [...new Set(asking.flatMap(({ because }) => because))],
        risk: highest(asking.map(({ risk }) => risk)),
        needsRoot: asking.some(({ needsRoot }) => needsRoot),
        reversibility: reversibility(step),
        cost: {
          ...(bytes === undefined ? {} : { download: bytes }),
          ...stopped(step, asking),
          deletes: deleted(step),
        },
      }
    })
  return { fixes, steps }
}
