import type { PairFit } from '../facts/pair-fit.ts'
import { say } from '../model/text.ts'
import type { Text } from '../model/text.ts'
import { term, version } from '../model/value.ts'
import type { Term, Version } from '../model/value.ts'

/** What every finding about a pair that cannot work tells. */
export type PairArgs = {
  readonly minikube: Version
  readonly kubernetes: Version
  /** The nearest pair that works here, if there is one. */
  readonly nearestMinikube: Version | undefined
  readonly nearestKubernetes: Version | undefined
  /** `profile` where the course names it, else `catalog`. */
  readonly nearestFrom: Term | undefined
}

export const pairArgs = ({ pair, nearest, listed }: PairFit): PairArgs => ({
  minikube: version(pair.minikube),
  kubernetes: version(pair.kubernetes),
  nearestMinikube: nearest === undefined ? undefined : version(nearest.minikube),
  nearestKubernetes: nearest === undefined ? undefined : version(nearest.kubernetes),
  nearestFrom: nearest === undefined ? undefined : term(listed ? 'profile' : 'catalog'),
})

/** The way out, as a sentence. */
export const nearestPairHint = ({ nearestMinikube, nearestKubernetes }: PairArgs): Text =>
  nearestMinikube === undefined || nearestKubernetes === undefined
    ? say`k8s-doctor knows no pair near it that works here: ask the course for another one.`
    : say`The nearest pair that works here: minikube ${nearestMinikube} with Kubernetes ${nearestKubernetes}.`
