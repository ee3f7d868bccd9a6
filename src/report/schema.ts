import * as v from 'valibot'
import { command, described } from './schema-parts.ts'
import { startStates } from './start.ts'
import { choice, course, fix, roundStep } from './schema-repair.ts'
import { invocationEntries, route } from './schema-run.ts'

const leaf = v.union([v.string(), v.number(), v.array(v.union([v.string(), v.number()]))])

export const findingSchema = v.strictObject({
  code: described(v.string(), '<check id>/<problem>: never reused, never renamed.'),
  severity: described(
    v.picklist(['error', 'warning', 'info']),
    'A covered error counts as a warning.',
  ),
  about: v.optional(
    described(v.string(), 'Tells several findings of one code apart: a port, an image, a path.'),
  ),
  args: v.record(v.string(), leaf),
  message: v.string(),
  hint: v.optional(v.string()),
  commands: described(v.array(command), 'What repairs it, complete and in order.'),
  looks: described(v.array(command), 'What only shows more and changes nothing.'),
  deletesData: v.optional(described(v.boolean(), 'One of the commands deletes data.')),
  covered: described(
    v.array(v.string()),
    'Flags and variables of the start that make it harmless.',
  ),
  start: v.optional(
    described(
      v.picklist(['heals', 'never']),
      'heals: a start puts it right; never: no start can succeed while it stands.',
    ),
  ),
  fix: v.optional(v.string()),
  page: described(v.string(), 'The section about it, in the package.'),
})

export const evidenceSchema = v.strictObject({
  id: described(v.string(), 'What checks name it by, in this report.'),
  at: described(v.number(), 'When it was asked, in ms from the start of the run.'),
  kind: v.picklist(['run', 'get', 'lookup', 'connect']),
  asked: v.string(),
  ms: v.number(),
  code: v.optional(described(v.number(), 'Exit code of a process, status of an HTTP answer.')),
  output: described(v.string(), 'Cut short and redacted; of JSON only allow-listed keys.'),
})

export const checkSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  status: v.picklist(['passed', 'failed', 'unknown', 'blocked', 'skipped', 'crashed']),
  ms: v.number(),
  findings: v.array(findingSchema),
  undetermined: v.array(v.strictObject({ why: v.string(), what: v.string() })),
  fine: v.optional(v.string()),
  reason: v.optional(described(v.string(), 'Why it is skipped.')),
  blockedBy: v.optional(described(v.string(), 'Code of the finding that stands in the way.')),
  error: v.optional(described(v.string(), 'What a crashed check said: a bug of k8s-doctor.')),
  evidence: described(v.array(v.string()), 'Ids of what was asked for it, below.'),
})

const pair = v.strictObject({ minikube: v.string(), kubernetes: v.string() })

/** The JSON report: the contract of `--json`. schema/report.schema.json is made from it. */
export const reportSchema = v.strictObject({
  schema: v.literal('k8s-doctor/report/2'),
  ...invocationEntries,
  tool: v.strictObject({ name: v.literal('k8s-doctor'), version: v.string() }),
  catalog: described(
    v.strictObject({ date: v.string(), minikube: v.string(), kubernetes: v.string() }),
    'The day the tables of versions were brought up to date (YYYY-MM-DD), and the newest releases in them.',
  ),
  language: v.picklist(['en', 'zh']),
  profile: v.strictObject({ id: v.string(), title: v.string(), pair }),
  machine: v.strictObject({
    os: v.string(),
    system: v.optional(v.string()),
    arch: v.optional(v.string()),
    kernel: v.optional(v.string()),
    cpus: v.optional(described(v.number(), 'Logical CPUs of the machine, limits not counted.')),
    memory: v.optional(described(v.number(), 'Bytes, limits not counted.')),
    user: described(v.string(), 'A pseudonym.'),
    hostname: described(v.string(), 'A pseudonym.'),
  }),
  ready: described(
    v.nullable(v.boolean()),
    'null: nothing wrong found, but something required could not be determined.',
  ),
  verdict: described(v.string(), 'The same in one sentence.'),
  first: described(
    v.nullable(v.strictObject({ code: v.string(), message: v.string() })),
    'The finding to fix first.',
  ),
  counts: v.strictObject({
    problems: v.number(),
    covered: v.number(),
    warnings: v.number(),
    fine: v.number(),
    blocked: v.number(),
    unknown: v.number(),
  }),
  checks: v.array(checkSchema),
  evidence: described(
    v.array(evidenceSchema),
    'What was asked of the machine and the network, once each.',
  ),
  plan: v.array(
    v.strictObject({
      fix: v.string(),
      title: v.string(),
      risk: v.picklist(['safe', 'system', 'destructive']),
      needsRoot: v.boolean(),
      because: v.array(v.string()),
      choice,
      verifies: v.string(),
      steps: v.array(v.looseObject({ kind: v.string() })),
    }),
  ),
  start: v.strictObject({
    state: described(
      v.picklist(startStates),
      'needed: the start command is offered; running: the cluster runs; other-choice: only other versions, or another driver, can start here; impossible; partial: not all was looked at.',
    ),
    argv: v.array(v.string()),
    env: v.record(v.string(), v.nullable(v.string())),
    reasons: v.array(v.strictObject({ flag: v.string(), because: v.string() })),
    needsNetwork: v.optional(
      described(v.literal(true), 'With --offline: not all that it asks for is known to be here.'),
    ),
    downloads: v.optional(
      described(
        v.strictObject({
          count: v.number(),
          bytes: v.number(),
          ms: v.optional(described(v.number(), 'How long it may take.')),
        }),
        'What it fetches; absent where that is not known.',
      ),
    ),
  }),
  route: v.optional(
    described(
      route,
      'Where each download comes from, as `k8s-doctor route --json` has it; absent where it was not asked for.',
    ),
  ),
  fixes: v.optional(
    described(v.array(fix), 'With --fix: what became of each; with --dry-run all are planned.'),
  ),
  rounds: v.optional(
    v.array(
      v.strictObject({ steps: described(v.array(roundStep), 'In the order they are done.') }),
    ),
  ),
  run: v.optional(described(v.string(), 'What k8s-doctor undo takes.')),
  offPath: v.optional(
    described(
      v.array(v.string()),
      "Folders of installed programs that are not on the user's PATH.",
    ),
  ),
  wants: v.optional(
    described(v.string(), 'The flag, or flags, that agree to what was left undone.'),
  ),
  course: v.optional(described(course, 'With --fix: how the cluster was started after that.')),
  ms: described(v.number(), 'The whole run.'),
})

export type JsonReport = v.InferOutput<typeof reportSchema>
