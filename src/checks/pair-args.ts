import type { PairFit } from '../facts/pair-fit.ts'
import { say } from '../model/text.ts'
import type { Text } from '../model/text.ts'
import { version } from '../model/value.ts'
import type { Version } from '../model/value.ts'

/** What every finding about a pair that cannot work tells. */
export type PairArgs = {
  readonly minikube: Version
  readonly kubernetes: Version
  /** The nearest pair that works here, if there is one. */
  readonly nearestMinikube: Version | undefined
  readonly nearestKubernetes: Version | undefined
}

export const pairArgs = ({ pair, nearest }: PairFit): PairArgs => ({
  minikube: version(pair.minikube),
  kubernetes: version(pair.kubernetes),
  nearestMinikube: nearest === undefined ? undefined : version(nearest.minikube),
  nearestKubernetes: nearest === undefined ? undefined : version(nearest.kubernetes),
})

/** The way out, as a sentence. */
export const nearestPairHint = ({ nearestMinikube, nearestKubernetes }: PairArgs): Text =>
  nearestMinikube === undefined || nearestKubernetes === undefined
    ? say`k8s-doctor knows no pair near it that works here: ask the course for another one.`
    : say`The nearest pair that works here: minikube ${nearestMinikube} with Kubernetes ${nearestKubernetes}.`
