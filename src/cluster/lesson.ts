import * as v from 'valibot'
import { podSchema, podTrouble } from '../facts/pod-trouble.ts'
import type { PodTrouble } from '../facts/pod-trouble.ts'
import type { LessonKind, Profile } from '../model/profile.ts'
import type { Step } from '../model/step.ts'
import type { Argv } from '../model/value.ts'

/** What a learner does first in the cluster. */
export interface Lesson {
  readonly kind: LessonKind
  readonly image: string
  /** It answers on port 80. */
  readonly serves: boolean
}

export type SmokeStep = Extract<Step, { readonly kind: 'smoke' }>

/** What the Pod, the Deployment and the Service are called. */
export const lessonName = 'lesson'
export const lessonPort = 80

/** Images of web servers that answer on port 80 as they are. */
const webServer = /(^|[/-])(nginx|httpd|caddy)([:@-]|$)/

/** The profile's first lesson: the first image, in the way the profile says; none where the lessons have no image. Pure. */
export const firstLesson = ({ lessons }: Profile): Lesson | undefined => {
  const [image] = lessons.images
  return image === undefined
    ? undefined
    : {
        kind: lessons.first ?? 'pod',
        image,
        serves: lessons.first !== undefined || webServer.test(image),
      }
}

type At = Pick<SmokeStep, 'cluster' | 'namespace'>

const inCluster = ({ cluster }: Pick<At, 'cluster'>, ...args: readonly string[]): Argv => [
  'kubectl',
  '--context',
  cluster,
  ...args,
]

/** A command in the lesson's own namespace. Pure. */
export const inLesson = (at: At, ...args: readonly string[]): Argv =>
  inCluster(at, '-n', at.namespace, ...args)

const workload = ({ lesson, image, ...at }: SmokeStep): Argv =>
  lesson === 'pod'
    ? inLesson(
        at,
        'run',
        lessonName,
        `--image=${image}`,
        `--port=${lessonPort}`,
        '--image-pull-policy=IfNotPresent',
        '--restart=OnFailure',
      )
    : inLesson(at, 'create', 'deployment', lessonName, `--image=${image}`)

/** What a learner would type, from kubectl v1.19 on, in a namespace of its own. Pure. */
export const createLesson = (step: SmokeStep): readonly [Argv, Argv, ...Argv[]] => [
  inCluster(step, 'create', 'namespace', step.namespace),
  workload(step),
  ...(step.serves
    ? [
        inLesson(
          step,
          'expose',
          step.lesson === 'pod' ? 'pod' : 'deployment',
          lessonName,
          '--type=NodePort',
          `--port=${lessonPort}`,
        ),
      ]
    : []),
]

/** The namespace with all that is in it. Pure. */
export const removeLesson = (at: At): Argv =>
  inCluster(at, 'delete', 'namespace', at.namespace, '--ignore-not-found', '--timeout=60s')

const text = v.nullish(v.string(), '')

const podList = v.looseObject({
  items: v.array(
    v.looseObject({
      ...podSchema.entries,
      status: v.looseObject({ ...podSchema.entries.status.entries, hostIP: text }),
    }),
  ),
})

/** How far the lesson's Pods are. */
export type LessonState =
  | { readonly state: 'ready'; readonly pod: string; readonly nodeAddress: string }
  | { readonly state: 'waiting'; readonly pod: string; readonly trouble: PodTrouble | undefined }

const parsed = <T extends v.GenericSchema>(
  schema: T,
  stdout: string,
): v.InferOutput<T> | undefined => {
  try {
    const result = v.safeParse(schema, JSON.parse(stdout))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

/** Reads `kubectl get pods -o json`; undefined where it is none. One Pod that is ready is enough. Pure. */
export const lessonState = (stdout: string): LessonState | undefined => {
  const pods = parsed(podList, stdout)?.items
  if (pods === undefined) return undefined
  const ready = pods.find(
    ({ status }) =>
      status.phase === 'Succeeded' ||
      status.conditions.some((each) => each.type === 'Ready' && each.status === 'True'),
  )
  if (ready !== undefined)
    return { state: 'ready', pod: ready.metadata.name, nodeAddress: ready.status.hostIP }
  const troubled = pods.find((pod) => podTrouble(pod) !== undefined) ?? pods[0]
  return {
    state: 'waiting',
    pod: troubled?.metadata.name ?? '',
    trouble: troubled === undefined ? undefined : podTrouble(troubled),
  }
}

const service = v.looseObject({
  spec: v.looseObject({
    ports: v.nullish(v.array(v.looseObject({ nodePort: v.nullish(v.number(), 0) })), []),
  }),
})

/** The port a NodePort Service got on every node, from `kubectl get service -o json`. Pure. */
export const nodePortIn = (stdout: string): number | undefined => {
  const port = parsed(service, stdout)?.spec.ports?.[0]?.nodePort
  return port === undefined || port === 0 ? undefined : port
}

const eventList = v.looseObject({
  items: v.array(
    v.looseObject({
      type: text,
      reason: text,
      message: text,
      lastTimestamp: text,
      eventTime: text,
      metadata: v.looseObject({ creationTimestamp: text }),
    }),
  ),
})

/** Says no more than that it is tried again, or that it failed. */
const empty = /^(Error: \w+|Back-off .*)$/

/** The event that says why, from `kubectl get events -o json`: the last warning with a reason in it, else the last of all. Pure. */
export const tellingEvent = (stdout: string): string | undefined => {
  const events = (parsed(eventList, stdout)?.items ?? [])
    .filter(({ message }) => message !== '')
    .toSorted((a, b) => {
      const [one, other] = [a, b].map(
        ({ lastTimestamp, eventTime, metadata }) =>
          lastTimestamp || eventTime || metadata.creationTimestamp,
      )
      return (one ?? '') < (other ?? '') ? -1 : 1
    })
  const warnings = events.filter(({ type }) => type === 'Warning')
  const told =
    warnings.findLast(({ message }) => !empty.test(message)) ?? warnings.at(-1) ?? events.at(-1)
  return told?.message
}
