import { asAsked } from './keep.ts'
import type { Driver, Profile } from './profile.ts'
import type { Pair, Request } from './request.ts'

/** What a repair takes otherwise than the course says, for the rest of a run; nothing of the machine changes by it. */
export interface Choice {
  readonly pair?: Pair & {
    /** The course itself names it among those it accepts. */
    readonly listed: boolean
  }
  readonly driver?: Driver
}

/** The request from then on. Pure. */
export const choosing = (request: Request, { pair, driver }: Choice): Request => {
  const asked = asAsked(request)
  return {
    ...asked,
    ...(driver === undefined ? {} : { profile: { ...asked.profile, driver } }),
    ...(pair === undefined
      ? {}
      : {
          overrides: {
            ...asked.overrides,
            pair: { minikube: pair.minikube, kubernetes: pair.kubernetes },
          },
        }),
  }
}

export const samePair = (a: Pair, b: Pair): boolean =>
  a.minikube === b.minikube && a.kubernetes === b.kubernetes

/** Whether the course itself names the pair: its instructor has agreed to it beforehand. Pure. */
export const isListed = (
  { pair: own, alternatives }: Pick<Profile, 'pair' | 'alternatives'>,
  pair: Pair,
): boolean => [own, ...alternatives].some((listed) => samePair(listed, pair))

/** As a person names it: versions, or the flag. Pure. */
export const choiceNames = ({
  pair,
  driver,
}: {
  readonly pair?: Pair
  readonly driver?: Driver
}): readonly string[] => [
  ...(pair === undefined ? [] : [`minikube ${pair.minikube}`, `Kubernetes ${pair.kubernetes}`]),
  ...(driver === undefined ? [] : [`--driver=${driver}`]),
]
