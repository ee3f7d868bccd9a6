import { takesFlag } from '../catalog/minikube.ts'
import type { Pair, Request } from '../model/request.ts'
import type { StartFlag, StartPatch, StartPlan } from '../model/start.ts'

/** A patch and the finding that asks for it. */
export interface Cure {
  readonly because: string
  readonly patch: StartPatch
}

interface Reasoned {
  readonly flag: StartFlag
  readonly because: string
}

const text = ({ name, value }: StartFlag): string =>
  value === undefined ? name : `${name}=${value}`

/** What the course's cluster is made of, or what the existing one is: minikube would change it to what the flags say. */
const ownFlags = ({ profile, kept }: Request, pair: Pair): readonly Reasoned[] => {
  const { cluster, driver, runtime, nodes } = profile
  const settled = kept === undefined ? 'profile' : 'cluster/profile'
  return [
    ...(cluster === 'minikube'
      ? []
      : [{ flag: { name: '--profile', value: cluster }, because: 'profile' } as const]),
    { flag: { name: '--kubernetes-version', value: pair.kubernetes }, because: settled },
    { flag: { name: '--driver', value: driver }, because: settled },
    // What a start takes that is told none has changed (containerd from v1.39.0 on).
    { flag: { name: '--container-runtime', value: runtime }, because: settled },
    ...(nodes === 1
      ? []
      : [{ flag: { name: '--nodes', value: String(nodes) }, because: 'profile' } as const]),
  ]
}

/** Whether this minikube can be told all of it. `--profile` is global and always there. Pure. */
export const canApply = (minikube: string, { flags = [] }: StartPatch): boolean =>
  flags.every(({ name }) => takesFlag(minikube, name))

/** Folds the profile's own flags and the cures into one start. A flag stands once; `--extra-config` may repeat. Pure. */
export const startPlan = (request: Request, pair: Pair, cures: readonly Cure[]): StartPlan => {
  const wanted = [
    ...ownFlags(request, pair),
    ...cures.flatMap(({ because, patch }) =>
      (patch.flags ?? []).map((flag) => ({ flag, because })),
    ),
  ]
  const kept = wanted.filter(
    ({ flag }, index) =>
      wanted.findIndex(({ flag: other }) =>
        flag.name === '--extra-config' ? text(other) === text(flag) : other.name === flag.name,
      ) === index,
  )
  return {
    argv: ['minikube', 'start', ...kept.map(({ flag }) => text(flag))],
    env: Object.assign({}, ...cures.map(({ patch }) => patch.env ?? {})),
    reasons: kept.map(({ flag, because }) => ({ flag: text(flag), because })),
  }
}

const nameOf = (flag: string): string => flag.replace(/=.*$/s, '')

/** The plan as a rung of the ladder changes it: its flags take the place of those of the same name. Pure. */
export const withPatch = (plan: StartPlan, { because, patch }: Cure): StartPlan => {
  const added = (patch.flags ?? []).map((flag) => ({ flag: text(flag), because }))
  const replaced = (flag: string): boolean =>
    added.some(
      (each) =>
        each.flag === flag ||
        (nameOf(each.flag) === nameOf(flag) && nameOf(flag) !== '--extra-config'),
    )
  const [program, verb = 'start', ...flags] = plan.argv
  return {
    ...plan,
    argv: [
      program,
      verb,
      ...flags.filter((flag) => !replaced(flag)),
      ...added.map(({ flag }) => flag),
    ],
    env: { ...plan.env, ...patch.env },
    reasons: [...plan.reasons.filter(({ flag }) => !replaced(flag)), ...added],
  }
}
