import { byHand } from '../engine/by-hand.ts'
import type { Language, LanguageName } from '../messages/language.ts'
import type { CheckResult, Evidence, Finding, Report } from '../model/report.ts'
import type { Step } from '../model/step.ts'
import type { Args, Value } from '../model/value.ts'
import { commandLines, courseTitle } from './common.ts'
import { countAll } from './counts.ts'
import { showOutput } from './evidence.ts'
import { formatLeaf, formatText } from './format.ts'
import type { Redactor } from './redact.ts'
import { commandsFor } from './repair.ts'
import type { JsonReport } from './schema.ts'

interface Context {
  readonly language: Language
  readonly redactor: Redactor
  readonly root: boolean
}

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
  if (value.tag === 'bytes' || value.tag === 'ms' || value.tag === 'count') return value.value
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
  finding: Finding,
  context: Context,
): JsonReport['checks'][number]['findings'][number] => {
  const { language, redactor } = context
  const { code, severity, about, args, covered, fix } = finding
  const hint = language.hint(code, args)
  return {
    code,
    severity,
    ...(about === undefined ? {} : { about: formatLeaf(redactor.leaf(about), language.name) }),
    args: argsOf(args, context),
    message: formatText(language.message(code, args), language.name, redactor),
    ...(hint === undefined ? {} : { hint: formatText(hint, language.name, redactor) }),
    commands: [...commandLines(finding, context)],
    covered: [...covered],
    ...(fix === undefined ? {} : { fix }),
  }
}

const evidenceOf = (evidence: Evidence, { language, redactor }: Context) => ({
  kind: evidence.kind,
  asked: formatLeaf(redactor.leaf(evidence.asked), language.name),
  ms: evidence.ms,
  ...(evidence.code === undefined ? {} : { code: evidence.code }),
  output: showOutput(evidence, redactor),
})

const checkOf = (check: CheckResult, context: Context): JsonReport['checks'][number] => {
  const { language, redactor } = context
  const { id, status, ms, reason, blockedBy, error, fine } = check
  return {
    id,
    title: language.title(id),
    status,
    ms,
    findings: check.findings.map((finding) => findingOf(finding, context)),
    undetermined: check.undetermined.map(({ why, what }) => ({
      why,
      what: formatLeaf(redactor.leaf(what), language.name),
    })),
    ...(fine === undefined ? {} : { fine: formatText(fine, language.name, redactor) }),
    ...(reason === undefined ? {} : { reason }),
    ...(blockedBy === undefined ? {} : { blockedBy }),
    ...(error === undefined ? {} : { error: redactor.text(error) }),
    evidence: check.evidence.map((each) => evidenceOf(each, context)),
  }
}

/** A step's strings pass the redactor like everything else. */
export const redactDeep = (value: unknown, redactor: Redactor): unknown => {
  if (typeof value === 'string') return redactor.leaf({ tag: 'path', value }).value
  if (Array.isArray(value)) return value.map((each) => redactDeep(each, redactor))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, redactDeep(inner, redactor)]),
  )
}

const stepOf = (step: Step, context: Context): { kind: string; [key: string]: unknown } => ({
  ...Object.fromEntries(
    Object.entries(step).map(([key, value]) => [key, redactDeep(value, context.redactor)]),
  ),
  kind: step.kind,
  commands: byHand(step).map((each) => commandLines({ commands: [each] }, context)[0] ?? ''),
})

const repairOf = (
  { repair }: Report,
  context: Context,
): Pick<JsonReport, 'fixes' | 'rounds' | 'run' | 'wants'> => {
  if (repair === undefined) return {}
  const { language, redactor, root } = context
  return {
    fixes: repair.rounds.flatMap(({ fixes, steps }, round) =>
      fixes.map(({ fix, result }, index) => ({
        fix: fix.fix,
        title: language.fixTitle(fix.fix),
        round: round + 1,
        result,
        because: [...fix.because],
        verifies: fix.verifies,
        steps: steps
          .filter(({ planned }) => planned.fixes.includes(index))
          .map(({ planned, state }) => ({ kind: planned.step.kind, state })),
      })),
    ),
    rounds: repair.rounds.map(({ fixes, steps }) => ({
      steps: steps.map((outcome) => {
        const { planned, state, diff, trouble, rolledBack } = outcome
        const { step, because, risk, needsRoot, reversibility, cost } = planned
        const all = fixes.map(({ fix }) => fix)
        return {
          ...stepOf(step, context),
          title: formatText(language.stepTitle(step), language.name, redactor),
          state,
          fixes: all.filter((_, index) => planned.fixes.includes(index)).map(({ fix }) => fix),
          because: [...because],
          risk,
          needsRoot,
          reversibility,
          ...(cost.download === undefined ? {} : { download: cost.download }),
          ...(cost.stops === undefined ? {} : { stops: cost.stops }),
          deletes: [...cost.deletes],
          commands: [...commandLines({ commands: commandsFor(outcome, all) }, { redactor, root })],
          ...(diff === undefined ? {} : { diff: String(redactDeep(diff, redactor)) }),
          ...(trouble === undefined
            ? {}
            : { trouble: { why: trouble.why, detail: redactor.text(trouble.detail) } }),
          ...(rolledBack === undefined ? {} : { rolledBack }),
        }
      }),
    })),
    ...(repair.run === undefined ? {} : { run: repair.run }),
    ...(repair.wants === undefined ? {} : { wants: repair.wants }),
  }
}

/** The report as the contract has it. Pure. */
export const toJson = (report: Report, context: Context): JsonReport => {
  const { language, redactor } = context
  const { machine, profile, first } = report
  const { inventory } = machine
  return {
    schema: 'k8s-doctor/report/1',
    tool: report.tool,
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
    checks: report.checks.map((check) => checkOf(check, context)),
    plan: report.plan.map((planned) => ({
      fix: planned.fix,
      title: language.fixTitle(planned.fix),
      risk: planned.risk,
      needsRoot: planned.needsRoot,
      because: [...planned.because],
      verifies: planned.verifies,
      steps: planned.steps.map((step) => stepOf(step, context)),
    })),
    start: {
      argv: report.start.argv.map((word) =>
        formatLeaf(redactor.leaf({ tag: 'path', value: word }), language.name),
      ),
      env: Object.fromEntries(
        Object.entries(report.start.env).map(([name, value]) => [
          name,
          value === null ? null : formatLeaf(redactor.leaf({ tag: 'path', value }), language.name),
        ]),
      ),
      reasons: report.start.reasons.map(({ flag, because }) => ({
        flag: formatLeaf(redactor.leaf({ tag: 'path', value: flag }), language.name),
        because,
      })),
      ...(report.start.downloads === undefined ? {} : { downloads: { ...report.start.downloads } }),
    },
    ...repairOf(report, context),
    ms: report.ms,
  }
}
