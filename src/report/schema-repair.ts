import * as v from 'valibot'
import { rungs } from '../model/attempt.ts'
import { command, described } from './schema-parts.ts'

const stepState = v.picklist([
  'planned',
  'already',
  'done',
  'failed',
  'taken-back',
  'handed-over',
  'declined',
  'not-reached',
])

const fixResult = v.picklist([
  'planned',
  'fixed',
  'unchanged',
  'worse',
  'failed',
  'handed-over',
  'declined',
  'offline',
  'not-reached',
])

export const choice = v.optional(
  described(
    v.strictObject({
      pair: v.optional(
        v.strictObject({
          minikube: v.string(),
          kubernetes: v.string(),
          listed: described(v.boolean(), 'The course itself accepts it.'),
        }),
      ),
      driver: v.optional(v.string()),
    }),
    'What is taken otherwise than the course says, for the rest of the run.',
  ),
)

export const fix = v.strictObject({
  fix: v.string(),
  title: v.string(),
  round: described(v.number(), 'From 1.'),
  result: described(fixResult, 'Judged by the check it verifies, which ran again.'),
  because: v.array(v.string()),
  choice,
  verifies: v.string(),
  steps: v.array(v.strictObject({ kind: v.string(), state: stepState })),
})

export const roundStep = v.looseObject({
  kind: v.string(),
  title: v.string(),
  state: stepState,
  fixes: described(v.array(v.string()), 'Who asks for it.'),
  because: v.array(v.string()),
  risk: v.picklist(['safe', 'system', 'destructive']),
  needsRoot: v.boolean(),
  reversibility: v.picklist(['atomic', 'compensable', 'irreversible']),
  download: v.optional(described(v.number(), 'Bytes.')),
  stops: v.optional(
    described(v.union([v.number(), v.literal('unknown')]), 'Running containers it stops.'),
  ),
  deletes: described(v.array(v.string()), 'Clusters it deletes.'),
  commands: v.array(command),
  diff: v.optional(described(v.string(), 'Unified diff of the file it changes.')),
  trouble: v.optional(v.strictObject({ why: v.string(), detail: v.string() })),
  rolledBack: v.optional(v.boolean()),
})

const smoke = v.strictObject({
  state: v.picklist(['works', 'failed']),
  lesson: v.string(),
  image: v.string(),
  address: v.optional(described(v.string(), 'Where a learner sees it.')),
  why: v.optional(
    v.picklist(['image', 'crash', 'unschedulable', 'no-answer', 'no-address', 'refused']),
  ),
  detail: v.optional(v.string()),
  ms: v.number(),
})

const attempt = v.strictObject({
  argv: v.array(v.string()),
  env: v.record(v.string(), v.nullable(v.string())),
  rung: v.optional(described(v.picklist(rungs), 'What was done before it.')),
  end: described(
    v.picklist(['started', 'failed', 'timeout', 'interrupted']),
    'failed with exitCode 0: minikube thought it done, but the cluster did not get well.',
  ),
  exitCode: v.optional(v.number()),
  causes: described(
    v.array(
      v.strictObject({
        code: v.string(),
        about: v.optional(v.string()),
        message: v.string(),
        line: v.optional(described(v.string(), 'What proves it.')),
      }),
    ),
    'The most fundamental first.',
  ),
  said: v.optional(described(v.string(), 'The last words of minikube.')),
  ms: v.number(),
})

export const course = v.strictObject({
  state: v.picklist(['not-begun', 'proven', 'unproven', 'failed', 'interrupted']),
  notBegun: v.optional(
    v.picklist(['not-wanted', 'not-ready', 'not-agreed', 'partial', 'offline', 'interrupted']),
  ),
  attempts: v.array(attempt),
  rungs: described(
    v.array(
      v.strictObject({
        rung: v.optional(v.picklist(rungs)),
        after: described(v.number(), 'How many starts had been tried.'),
        fixes: v.array(
          v.strictObject({
            fix: v.string(),
            title: v.string(),
            risk: v.picklist(['safe', 'system', 'destructive']),
            because: v.array(v.string()),
            choice,
            result: fixResult,
          }),
        ),
        steps: v.array(roundStep),
      }),
    ),
    'What was done between the starts.',
  ),
  smoke: v.optional(described(smoke, 'How the first lesson went.')),
  open: v.optional(
    described(v.array(v.string()), 'What could not be told of a cluster that is not proven.'),
  ),
  wants: v.optional(
    described(v.string(), 'The flag, or flags, that agree to what was left undone.'),
  ),
})
