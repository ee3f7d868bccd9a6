import type { PairArgs } from '../../checks/pair-args.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'

/** The way out, as a sentence. */
export const nearestPairHint = ({ nearestMinikube, nearestKubernetes }: PairArgs): Text =>
  nearestMinikube === undefined || nearestKubernetes === undefined
    ? say`k8s-doctor 不知道有哪个相近的组合能在这里运行，请向课程询问别的版本。`
    : say`最接近且能在这里运行的组合：minikube ${nearestMinikube} 配 Kubernetes ${nearestKubernetes}。`
