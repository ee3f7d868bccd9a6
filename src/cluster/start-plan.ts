import { takesFlag } from '../catalog/minikube.ts'
import type { Pair, Request } from '../model/request.ts'
import type { StartFlag, StartPatch, StartPlan } from '../model/start.ts'

/** A patch and the finding that asks for it. */
export interface Cure {
  readonly because: string
  readonly patch: StartPatch
}

const text = ({ name, value }: StartFlag): string =>
  value === undefined ? name : `${name}=${value}`

const profileFlags = ({ profile }: Request, pair: Pair): readonly StartFlag[] => [
  ...(profile.cluster === 'minikube'
    ? []
    : [{ name: '--profile', value: profile.cluster } as const]),
  { name: '--kubernetes-version', value: pair.kubernetes },
  { name: '--driver', value: profile.driver },
  ...(profile.runtime === 'docker'
    ? []
    : [{ name: '--container-runtime', value: profile.runtime } as const]),
  ...(profile.nodes === 1 ? [] : [{ name: '--nodes', value: String(profile.nodes) } as const]),
]

/** Whether this minikube can be told all of it. `--profile` is global and always there. Pure. */
export const canApply = (minikube: string, { flags = [] }: StartPatch): boolean =>
  flags.every(({ name }) => takesFlag(minikube, name))

/** Folds the profile's own flags and the cures into one start. A flag stands once; `--extra-config` may repeat. Pure. */
export const startPlan = (request: Request, pair: Pair, cures: readonly Cure[]): StartPlan => {
  const wanted = [
    ...profileFlags(request, pair).map((flag) => ({ flag, because: 'profile' })),
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
