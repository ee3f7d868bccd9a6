import type { LanguageName } from '../messages/language.ts'
import type { CheckResult, Evidence, Finding, FinishedReport } from '../model/report.ts'
import { deletesData } from '../model/deletes-data.ts'
import type { Args, Value } from '../model/value.ts'
import { commandLines, courseTitle } from './common.ts'
import { countAll } from './counts.ts'
import { courseOf, startOf } from './course-json.ts'
import { showOutput } from './evidence.ts'
import { fitJson } from './fit.ts'
import { formatLeaf, formatText } from './format.ts'
import { invocationOf } from './invocation-json.ts'
import type { Look } from './look.ts'
import { pageOf } from './page.ts'
import type { Redactor } from './redact.ts'
import { routeOf } from './route-json.ts'
import { verdictOf } from './sentences.ts'
import { startState } from './start.ts'
import { repairOf, stepOf } from './repair-json.ts'
import type { JsonContext } from './repair-json.ts'
import type { JsonReport } from './schema.ts'

interface ArgsContext {
  readonly language: { readonly name: LanguageName }
  readonly redactor: Redactor
}

type JsonLeaf = JsonReport['checks'][number]['findings'][number]['args'][string]

/** Numbers stay numbers (bytes, milliseconds), everything else is a string. */
const leafOf = (value: Value, { language, redactor }: ArgsContext): JsonLeaf => {
  if (value.tag === 'list') return value.value.map((each) => scalar(each, { language, redactor }))
  return scalar(value, { language, redactor })
}

const scalar = (
  value: Exclude<Value, { readonly tag: 'list' }>,
  { language, redactor }: ArgsContext,
): string | number => {
  if (typeof value.value === 'number') return value.value
  const redacted = redactor.leaf(value)
  return redacted.tag === 'range' ? redacted.value : formatLeaf(redacted, language.name)
}

/** The args of a finding as numbers and redacted strings. Pure. */
export const argsOf = (args: Args, context: ArgsContext): Record<string, JsonLeaf> =>
  Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, leafOf(value, context)]],
    ),
  )

const findingOf = (
  check: string,
  finding: Finding,
  context: JsonContext,
): JsonReport['checks'][number]['findings'][number] => {
  const { language, redactor } = context
  const { code, severity, about, args, covered, start, fix } = finding
  const hint = language.hint(code, args)
  return {
    code,
    severity,
    ...(about === undefined ? {} : { about: formatLeaf(redactor.leaf(about), language.name) }),
    args: argsOf(args, context),
    message: formatText(language.message(code, args), language.name, redactor),
    ...(hint === undefined ? {} : { hint: formatText(hint, language.name, redactor) }),
    commands: [...commandLines(finding, context)],
    looks: [...commandLines({ commands: finding.looks }, context)],
    ...(finding.commands.some(({ argv }) => deletesData(argv)) ? { deletesData: true } : {}),
    covered: [...covered],
    ...(start === undefined ? {} : { start }),
    ...(fix === undefined ? {} : { fix }),
    page: pageOf(check, code, language.name),
  }
}

/** Evidence by its number: what several checks share stands once. */
type Numbered = ReadonlyMap<Evidence, string>

const numbered = ({ checks }: Pick<FinishedReport, 'checks'>): Numbered =>
  new Map(
    [...new Set(checks.flatMap(({ evidence }) => evidence))].map((each, index) => [
      each,
      `e${index + 1}`,
    ]),
  )

const evidenceOf = (
  [evidence, id]: readonly [Evidence, string],
  at: number,
  { language, redactor }: JsonContext,
): JsonReport['evidence'][number] => ({
  id,
  at: evidence.began - at,
  kind: evidence.kind,
  asked: formatLeaf(redactor.leaf(evidence.asked), language.name),
  ms: evidence.ms,
  ...(evidence.code === undefined ? {} : { code: evidence.code }),
  output: showOutput(evidence, redactor),
})

const checkOf = (
  check: CheckResult,
  ids: Numbered,
  context: JsonContext,
): JsonReport['checks'][number] => {
  const { language, redactor } = context
  const { id, status, ms, reason, blockedBy, error, fine } = check
  return {
    id,
    title: language.title(id),
    status,
    ms,
    findings: check.findings.map((finding) => findingOf(id, finding, context)),
    undetermined: check.undetermined.map(({ why, what }) => ({
      why,
      what: formatLeaf(redactor.leaf(what), language.name),
    })),
    ...(fine === undefined ? {} : { fine: formatText(fine, language.name, redactor) }),
    ...(reason === undefined ? {} : { reason }),
    ...(blockedBy === undefined ? {} : { blockedBy }),
    ...(error === undefined ? {} : { error: redactor.text(error) }),
    evidence: check.evidence.flatMap((each) => ids.get(each) ?? []),
  }
}

/** The report as the contract has it. Pure. */
export const toJson = (report: FinishedReport, context: JsonContext): JsonReport => {
  const { language, redactor } = context
  const { machine, profile, first } = report
  const { inventory } = machine
  const ids = numbered(report)
  return {
    schema: 'k8s-doctor/report/2',
    ...invocationOf(report, redactor),
    tool: report.tool,
    catalog: report.catalog,
    language: language.name,
    profile: {
      id: profile.id,
      title: courseTitle(profile.title, language.name),
      pair: profile.pair,
    },
    machine: {
      os: machine.os,
      ...(machine.system === undefined ? {} : { system: machine.system }),
      ...(inventory === undefined
        ? {}
        : {
            arch: inventory.machineArch,
            kernel: inventory.kernelRelease,
            cpus: inventory.cpus,
            memory: inventory.totalMemory,
          }),
      user: redactor.leaf({ tag: 'user', value: machine.user }).value.toString(),
      hostname: redactor.leaf({ tag: 'host', value: machine.hostname }).value.toString(),
    },
    ready: report.ready,
    verdict: verdictOf(report, context),
    first:
      first === undefined
        ? null
        : {
            code: first.code,
            message: formatText(
              language.message(first.code, first.finding.args),
              language.name,
              redactor,
            ),
          },
    counts: { ...countAll(report) },
    checks: report.checks.map((check) => checkOf(check, ids, context)),
    evidence: [...ids].map((each) => evidenceOf(each, report.at, context)),
    plan: report.plan.map((planned) => ({
      fix: planned.fix,
      title: language.fixTitle(planned.fix),
      risk: planned.risk,
      needsRoot: planned.needsRoot,
      because: [...planned.because],
      ...(planned.choice === undefined ? {} : { choice: planned.choice }),
      verifies: planned.verifies,
      steps: planned.steps.map((step) => stepOf(step, context)),
    })),
    start: { state: startState(report), ...startOf(report.start, context) },
    ...(report.route === undefined ? {} : { route: routeOf(report.route, context) }),
    ...repairOf(report, context),
    ...(report.course === undefined ? {} : { course: courseOf(report.course, report, context) }),
    ms: report.ms,
  }
}

/** The report for a program, fit to be written. Pure. */
export const toJsonText = (report: FinishedReport, look: Look): string =>
  fitJson(toJson(report, look))
