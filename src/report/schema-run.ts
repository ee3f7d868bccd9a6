import * as v from 'valibot'
import { described } from './schema-parts.ts'

/** What tells one run from another. */
export const invocationEntries = {
  at: described(v.string(), 'When the run began: ISO 8601, UTC.'),
  id: described(v.string(), 'Random: tells this run from every other.'),
  label: v.optional(described(v.string(), 'What --label or K8S_DOCTOR_LABEL calls this run.')),
  options: described(
    v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
    'The options of the run by their long names, defaults included.',
  ),
  exitCode: described(v.number(), 'What the run ends with.'),
  runtime: v.strictObject({
    node: described(v.string(), 'Version of Node.js.'),
    os: described(
      v.strictObject({ name: v.string(), version: v.string() }),
      'The distribution where it tells, else the kind of system; the release of its kernel.',
    ),
    locale: described(v.nullable(v.string()), 'As the environment names it.'),
    terminal: described(
      v.nullable(v.strictObject({ columns: v.number(), colour: v.boolean() })),
      'null: a pipe or a file.',
    ),
  }),
}

const rejected = v.strictObject({
  source: v.string(),
  address: v.string(),
  because: described(
    v.picklist(['absent', 'unproven', 'not-needed']),
    'not-needed: it has it, and another was taken.',
  ),
  why: v.optional(v.string()),
})

const artefact = v.looseObject({
  id: v.string(),
  kind: v.string(),
  because: described(
    v.nullable(
      v.picklist(['here', 'in-preload', 'official', 'repository', 'together', 'only', 'fastest']),
    ),
    'Why it comes from there; null: no source that can be used has proved it.',
  ),
  source: v.optional(v.string()),
  address: v.optional(v.string()),
  size: v.optional(described(v.number(), 'Bytes.')),
  bytesPerSecond: v.optional(v.number()),
  rejected: described(v.array(rejected), 'Sources that were not taken, and why.'),
})

const downloads = v.strictObject({
  count: v.number(),
  bytes: v.number(),
  ms: v.optional(v.number()),
})

const step = v.looseObject({ kind: v.string() })

/** Where each download comes from: in the report, and alone in `route --json`. */
export const route = v.strictObject({
  complete: described(v.boolean(), 'Everything required has a proved source.'),
  artefacts: v.array(artefact),
  missing: described(v.array(v.string()), 'Required, and every source says no.'),
  unproven: described(
    v.array(v.string()),
    'Required, and no source that can be used has answered.',
  ),
  flags: v.array(
    v.strictObject({
      flag: v.string(),
      because: v.string(),
      source: v.string(),
      message: v.string(),
    }),
  ),
  before: described(v.array(step), 'Steps before the start.'),
  after: described(v.array(step), 'Steps when the cluster runs.'),
  downloads: v.strictObject({
    start: described(downloads, 'What the start itself fetches.'),
    total: described(downloads, 'With the lessons and the tools.'),
  }),
})

export type JsonRoute = v.InferOutput<typeof route>
