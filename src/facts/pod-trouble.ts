import * as v from 'valibot'

/** A cluster this young may still be on its way: images arrive, leases are won. */
export const settlingMs = 2 * 60 * 1000

const text = v.nullish(v.string(), '')
const number = v.nullish(v.number(), 0)
const terminated = v.nullish(v.looseObject({ exitCode: number, reason: text }))
const state = v.nullish(
  v.looseObject({ waiting: v.nullish(v.looseObject({ reason: text, message: text })), terminated }),
)
const container = v.looseObject({ name: text, image: text, state, lastState: state })
const containers = v.nullish(v.array(container), [])

/** The parts of a pod that tell what ails it; everything else passes. */
export const podSchema = v.looseObject({
  metadata: v.looseObject({
    name: v.string(),
    creationTimestamp: text,
    deletionTimestamp: v.nullish(v.string()),
  }),
  status: v.looseObject({
    phase: text,
    reason: text,
    message: text,
    conditions: v.nullish(
      v.array(v.looseObject({ type: v.string(), status: v.string(), reason: text, message: text })),
      [],
    ),
    initContainerStatuses: containers,
    containerStatuses: containers,
  }),
})
export type Pod = v.InferOutput<typeof podSchema>
type ContainerStatus = v.InferOutput<typeof container>

export type PodTrouble =
  | { readonly kind: 'image'; readonly image: string; readonly reason: string }
  | {
      readonly kind: 'crash'
      readonly container: string
      readonly reason: string
      readonly exitCode: number | undefined
      /** Milliseconds the kubelet waits before it starts the container again, where it says so. */
      readonly backOffMs: number | undefined
    }
  | { readonly kind: 'unschedulable'; readonly said: string }
  | { readonly kind: 'stuck'; readonly reason: string; readonly said: string }

/** Source: kubernetes pkg/kubelet/images/types.go. */
const imageReasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'ImageInspectError',
  'InvalidImageName',
  'RegistryUnavailable',
])

/** Source: kubernetes pkg/kubelet/container/sync_result.go and kuberuntime. */
const crashReasons = new Set([
  'CrashLoopBackOff',
  'RunContainerError',
  'CreateContainerError',
  'CreateContainerConfigError',
])

const imageTrouble = ({ image, state }: ContainerStatus): readonly PodTrouble[] => {
  const reason = state?.waiting?.reason ?? ''
  return imageReasons.has(reason) ? [{ kind: 'image', image, reason }] : []
}

/**
 * The wait in `back-off 2m40s restarting failed container=…`: 10 s, doubled at every crash up to 5 min. Source:
 * kubernetes/kubernetes@v1.23.3:pkg/kubelet/kuberuntime/kuberuntime_manager.go (doBackOff). Pure.
 */
export const backOffMs = (message: string): number | undefined => {
  const [, minutes = '0', seconds] = /^back-off (?:(\d{1,3})m)?(\d{1,3})s/.exec(message) ?? []
  return seconds === undefined ? undefined : (Number(minutes) * 60 + Number(seconds)) * 1000
}

const crashTrouble = ({ name, state, lastState }: ContainerStatus): readonly PodTrouble[] => {
  const waiting = state?.waiting?.reason ?? ''
  const ended = state?.terminated ?? lastState?.terminated
  const failed = state?.terminated !== null && (state?.terminated?.exitCode ?? 0) !== 0
  if (!crashReasons.has(waiting) && !failed) return []
  const reason = ended?.reason ?? ''
  return [
    {
      kind: 'crash',
      container: name,
      reason: reason === '' || (reason === 'Error' && waiting !== '') ? waiting || 'Error' : reason,
      exitCode: ended?.exitCode,
      backOffMs: backOffMs(state?.waiting?.message ?? ''),
    },
  ]
}

/**
 * What keeps a pod from doing its work, by cause: its image, its process, no room for it, or something else that has not been
 * got over. Undefined when all is well. Pure.
 */
export const podTrouble = ({ metadata, status }: Pod): PodTrouble | undefined => {
  const { phase, reason, message, conditions, initContainerStatuses, containerStatuses } = status
  if (phase === 'Succeeded' || typeof metadata.deletionTimestamp === 'string') return undefined
  const all = [...initContainerStatuses, ...containerStatuses]
  const found = [...all.flatMap(imageTrouble), ...all.flatMap(crashTrouble)][0]
  if (found !== undefined) return found
  const unmet = (type: string) =>
    conditions.find((condition) => condition.type === type && condition.status === 'False')
  const scheduled = unmet('PodScheduled')
  if (scheduled?.reason === 'Unschedulable')
    return { kind: 'unschedulable', said: scheduled.message }
  const waiting = all.map(({ state }) => state?.waiting).find((each) => (each?.reason ?? '') !== '')
  if (phase !== 'Running')
    return {
      kind: 'stuck',
      reason: waiting?.reason || reason || phase,
      said: waiting?.message || message,
    }
  const ready = unmet('Ready')
  return ready === undefined
    ? undefined
    : { kind: 'stuck', reason: ready.reason || 'NotReady', said: ready.message }
}
