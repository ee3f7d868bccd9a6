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
