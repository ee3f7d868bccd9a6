import { areas } from '../model/check.ts'
import type { Area } from '../model/check.ts'
import type { CheckResult, Finding, Report } from '../model/report.ts'
import { actionLines, ownLine } from './common.ts'
import { hang, pad, width, wrap } from './layout.ts'
import { signs } from './look.ts'
import type { Look, Style } from './look.ts'
import { offerLines } from './repair.ts'
import { aboutOf, fineOf, hintOf, lastLine, messageOf, unknownOf, verdictOf } from './sentences.ts'
import { preparedBy, shownIn, startLines } from './start.ts'
import { evidenceLines } from './verbose.ts'

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies Record<
  string,
  Style
>

const widest = 100

interface Frame extends Look {
  readonly label: (area: Area) => string
  readonly indent: string
  /** Codes of what the start block prepares. */
  readonly prepared: ReadonlySet<string>
}

/** The code at the right edge where it fits beside a single line, else below. */
const withCode = (
  lines: readonly string[],
  code: string,
  { columns, indent, paint }: Frame,
): readonly string[] => {
  const [only = ''] = lines
  const room = columns - width(only) - width(code)
  if (lines.length === 1 && room >= 2) return [only + ' '.repeat(room) + paint('dim', code)]
  return [...lines, ...hang(indent, code, columns).map((line) => paint('dim', line))]
}

const findingLines = (finding: Finding, area: Area, frame: Frame): readonly string[] => {
  const { severity, code, covered } = finding
  const { language, indent, columns, paint } = frame
  const first = `  ${paint(colours[severity], signs[severity])} ${frame.label(area)}`
  const hint = hintOf(finding, frame)
  const about = aboutOf(finding, frame)
  return [
    ...withCode(
      hang(first, messageOf(finding, frame), columns),
      about === '' ? code : `${code} (${about})`,
      frame,
    ),
    ...(covered.length > 0
      ? hang(indent, language.chrome.covered(covered.join(' ')), columns)
      : []),
    ...(hint === undefined ? [] : hang(indent, hint, columns)),
    ...actionLines(shownIn(finding, frame.prepared), frame, {
      fix: paint('cyan', signs.command),
      look: paint('cyan', signs.look),
    }).map((line) => `${indent}${line}`),
  ]
}

const rank = { error: 0, warning: 1, info: 2 } as const

const findingsOf = ({
  checks,
}: Report): readonly { readonly area: Area; readonly finding: Finding }[] =>
  checks
    .flatMap(({ area, findings }) => findings.map((finding) => ({ area, finding })))
    .toSorted((a, b) => rank[a.finding.severity] - rank[b.finding.severity])

const openLines = (check: CheckResult, frame: Frame): readonly string[] => {
  const { language, paint, columns } = frame
  const first = `  ${paint('yellow', signs.unknown)} ${frame.label(check.area)}`
  const title = language.title(check.id)
  if (check.status === 'crashed')
    return withCode(hang(first, language.chrome.crashed(check.id), columns), check.id, frame)
  return check.undetermined.flatMap((open) =>
    withCode(
      hang(first, `${title}${language.marks.colon}${unknownOf(open, frame)}`, columns),
      check.id,
      frame,
    ),
  )
}

/** One line per area in which nothing is wrong. */
const fineLines = ({ checks }: Report, frame: Frame): readonly string[] =>
  areas.flatMap((area) => {
    const own = checks.filter((check) => check.area === area && check.status === 'passed')
    const troubled = checks.some(
      (check) =>
        check.area === area && (check.findings.length > 0 || check.undetermined.length > 0),
    )
    if (own.length === 0 || troubled) return []
    const news = own.map((check) => fineOf(check, frame)).filter((text) => text !== '')
    const text =
      news.length === 0
        ? frame.language.chrome.allFine(own.length)
        : news.join(frame.language.marks.list)
    return hang(`  ${frame.paint('green', signs.fine)} ${frame.label(area)}`, text, frame.columns)
  })

/** One line per area and cause that keeps checks waiting. */
const waitingLines = ({ checks }: Report, frame: Frame): readonly string[] => {
  const groups = new Map<string, { readonly area: Area; readonly code: string; count: number }>()
  for (const { area, status, blockedBy } of checks) {
    if (status !== 'blocked' || blockedBy === undefined) continue
    const group = groups.get(`${area} ${blockedBy}`) ?? { area, code: blockedBy, count: 0 }
    group.count += 1
    groups.set(`${area} ${blockedBy}`, group)
  }
  return [...groups.values()].flatMap(({ area, code, count }) =>
    hang(
      `  ${frame.paint('dim', signs.waiting)} ${frame.label(area)}`,
      frame.language.chrome.waiting(count, code),
      frame.columns,
    ),
  )
}

const headline = (report: Report, look: Look): readonly string[] => {
  const style = report.ready === null ? 'yellow' : report.ready ? 'green' : 'red'
  const verdict = wrap(verdictOf(report, look), look.columns).map((line) => look.paint(style, line))
  const { first } = report
  if (first === undefined) return verdict
  const says = look.language.chrome.first(messageOf(first.finding, look))
  return [...verdict, ...wrap(says, look.columns).map((line) => look.paint('bold', line))]
}

/** The report for a person at a terminal. Pure. */
export const toTerminal = (report: Report, look: Look): string => {
  const columns = Math.min(look.columns, widest)
  const labels = Math.max(...areas.map((area) => width(look.language.chrome.areas[area])))
  const frame: Frame = {
    ...look,
    columns,
    label: (area) => pad(look.language.chrome.areas[area], labels + 2),
    indent: ' '.repeat(4 + labels + 2),
    prepared: preparedBy(report),
  }
  const body = [
    ...findingsOf(report).flatMap(({ area, finding }) => findingLines(finding, area, frame)),
    ...report.checks.flatMap((check) => openLines(check, frame)),
    ...fineLines(report, frame),
    ...waitingLines(report, frame),
  ]
  const { chrome } = look.language
  // Commands stay whole, so that they can be copied.
  const start = startLines(report, frame)
  const [heading = ''] = start
  const sections = [
    headline(report, { ...look, columns }),
    body,
    start.length === 0 ? [] : [...wrap(heading, columns), ...start.slice(1)],
    ...(look.verbose ? [evidenceLines(report, frame)] : []),
    [
      ...offerLines(report, frame).flatMap((line) => wrap(line, columns)),
      ...(report.ready === true ? [] : [chrome.lookAgain(ownLine(look))]),
      ...(findingsOf(report).some(({ finding }) => finding.looks.length > 0)
        ? [chrome.signs(signs.command, signs.look)]
        : []),
      ...(findingsOf(report).length > 0 ? [chrome.more(ownLine(look, 'explain'))] : []),
    ],
    wrap(lastLine(report, look), columns),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
