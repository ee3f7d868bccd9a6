import * as v from 'valibot'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import { apiEndpoint } from './api-endpoint.ts'
import type { ApiEndpoint } from './api-endpoint.ts'
import { listApi } from './kube-api.ts'
import { podSchema, podTrouble } from './pod-trouble.ts'
import type { PodTrouble } from './pod-trouble.ts'

export interface SystemPod {
  readonly name: string
  /** Milliseconds since it was made. */
  readonly age: number
  readonly trouble: PodTrouble | undefined
}

const eventSchema = v.looseObject({
  involvedObject: v.looseObject({ name: v.nullish(v.string(), '') }),
  message: v.nullish(v.string(), ''),
})

const namespace = '/api/v1/namespaces/kube-system'
const podsPath = `${namespace}/pods`
const sandboxReason = 'FailedCreatePodSandBox'
const eventsPath = `${namespace}/events?fieldSelector=reason%3D${sandboxReason}`

/**
 * The image a sandbox waits for, in the words of dockershim, cri-dockerd and containerd: `failed pulling image "…"`, `failed to get
 * sandbox image "…"`. Pure.
 */
export const sandboxImage = (message: string): string | undefined =>
  /(?:failed pulling|unable to pull sandbox|failed to get sandbox|failed to pull) image \\?"([^"\\]+)/.exec(
    message,
  )?.[1]

/** A pod that waits for its sandbox tells the reason in its events alone; they are asked for only then. */
const withSandboxes = async (
  context: FactContext,
  endpoint: ApiEndpoint,
  pods: readonly SystemPod[],
): Promise<readonly SystemPod[]> => {
  const waits = ({ trouble }: SystemPod) =>
    trouble?.kind === 'stuck' && trouble.reason === 'ContainerCreating'
  if (!pods.some(waits)) return pods
  const events = await listApi(context, endpoint, eventsPath, eventSchema)
  return pods.map((pod): SystemPod => {
    const said = events.findLast(({ involvedObject }) => involvedObject.name === pod.name)?.message
    if (said === undefined || !waits(pod)) return pod
    const image = sandboxImage(said)
    return {
      ...pod,
      trouble:
        image === undefined
          ? { kind: 'stuck', reason: sandboxReason, said }
          : { kind: 'image', image, reason: sandboxReason },
    }
  })
}

/** The pods of kube-system and what ails each; undefined while no control plane runs. */
export const systemPods = defineFact({
  id: 'system-pods',
  waitsFor: 'kubernetes',
  read: async (context): Promise<readonly SystemPod[] | undefined> => {
    const endpoint = await context.get(apiEndpoint)
    if (endpoint === undefined) return undefined
    const now = context.host.now()
    const pods = await listApi(context, endpoint, podsPath, podSchema)
    return withSandboxes(
      context,
      endpoint,
      pods.map((pod) => ({
        name: pod.metadata.name,
        age: now - (Date.parse(pod.metadata.creationTimestamp) || 0),
        trouble: podTrouble(pod),
      })),
    )
  },
})
