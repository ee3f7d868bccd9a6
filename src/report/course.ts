import type { Attempt, Cause, Course, SmokeResult } from '../model/attempt.ts'
import type { Report } from '../model/report.ts'
import { ownLine } from './common.ts'
import { formatText } from './format.ts'
import { signs } from './look.ts'
import type { Look } from './look.ts'
import { isOffline, messageOf, unknownOf } from './sentences.ts'

/** What the lines of a start speak with. */
type Voice = Pick<Look, 'language' | 'redactor' | 'paint'>

const indent = '    '

/** In whole seconds, from two minutes on in minutes and seconds. Pure. */
export const timeOf = (ms: number, { language }: Pick<Look, 'language'>): string => {
  const all = Math.max(Math.round(ms / 1000), 1)
  return all < 120
    ? language.start.seconds(all)
    : language.start.minutes(Math.floor(all / 60), all % 60)
}

/** A cause in a sentence: as the log's finding says it, else as the machine's own; its code where neither has words. Pure. */
export const causeText = (
  { code, args }: Cause,
  { checks }: Pick<Report, 'checks'>,
  voice: Pick<Look, 'language' | 'redactor'>,
): string => {
  const { language, redactor } = voice
  if (args !== undefined && language.logs !== undefined)
    return formatText(language.logs.message(code, args), language.name, redactor)
  const finding = checks.flatMap(({ findings }) => findings).find((each) => each.code === code)
  if (finding !== undefined) return messageOf(finding, voice)
  const check = checks.find(({ id }) => id === code)
  const [open] = check?.undetermined ?? []
  if (check === undefined) return code
  const title = language.title(code)
  return open === undefined ? title : `${title}${language.marks.colon}${unknownOf(open, voice)}`
}

const causeLines = (
  attempt: Attempt,
  report: Pick<Report, 'checks'>,
  voice: Voice,
): readonly string[] => {
  const { start } = voice.language
  const { causes, said, exitCode } = attempt
  if (attempt.end === 'started' || attempt.end === 'interrupted') return []
  const proved = causes.map(
    (cause) =>
      `${indent}${causeText(cause, report, voice)}  ${voice.paint('dim', cause.about === undefined ? cause.code : `${cause.code} (${voice.redactor.text(cause.about)})`)}`,
  )
  if (exitCode === 0) return [`${indent}${start.unproven}`, ...proved]
  if (proved.length > 0 || attempt.end === 'timeout') return proved
  return [`${indent}${said === undefined ? start.unexplained : voice.redactor.text(said)}`]
}

/** What became of one start, and why. Pure. */
export const attemptLines = (
  attempt: Attempt,
  number: number,
  report: Pick<Report, 'checks'>,
  voice: Voice,
): readonly string[] => {
  const { start } = voice.language
  const good = attempt.end === 'started'
  const end = start.ends[attempt.end]
  return [
    `  ${voice.paint(good ? 'green' : 'red', good ? signs.fine : signs.error)} ${start.attempt(number, end, timeOf(attempt.ms, voice))}`,
    ...causeLines(attempt, report, voice),
  ]
}

/** What is to be done about what the last start failed of. */
const adviceLines = ({ attempts }: Course, { language, redactor }: Voice): readonly string[] => {
  const cause = attempts.at(-1)?.causes[0]
  if (cause?.args === undefined) return []
  const hint = language.logs?.hint(cause.code, cause.args)
  return hint === undefined ? [] : [`${indent}${formatText(hint, language.name, redactor)}`]
}

const smokeLines = (
  smoke: SmokeResult,
  { language, redactor, paint }: Voice,
): readonly string[] => {
  const { start } = language
  const image = redactor.text(smoke.image)
  if (smoke.state === 'works')
    return [`  ${paint('green', signs.fine)} ${start.works(image, smoke.address)}`]
  return [
    `  ${paint('red', signs.error)} ${start.worksNot(`${image}${language.marks.colon}${start.smokeWhys[smoke.why]}`)}`,
    ...(smoke.detail === '' ? [] : [`${indent}${redactor.text(smoke.detail)}`]),
  ]
}

const standing = ({ checks }: Pick<Report, 'checks'>): readonly string[] => [
  ...new Set(
    checks.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ),
  ),
]

const notBegunLine = (course: Course, report: Pick<Report, 'checks'>, voice: Voice): string => {
  const { start } = voice.language
  const why = course.notBegun ?? 'interrupted'
  const text = start.notBegun[why]
  if (why === 'offline') return `${text}${start.whatIsHere(ownLine(voice, 'route'))}`
  const names = why === 'not-ready' || why === 'not-agreed'
  return names ? `${text} ${standing(report).join(', ')}` : text
}

/** A rung after the last start found nobody who agreed, or nobody who may. */
const isDeclined = ({ attempts, rounds }: Course): boolean =>
  rounds.some(
    ({ after, fixes }) =>
      after === attempts.length &&
      fixes.some(({ result }) => result === 'declined' || result === 'handed-over'),
  )

/** What it came to: whether the cluster runs, and where its first lesson can be seen. Pure. */
export const courseLines = (
  course: Course,
  report: Pick<Report, 'checks'>,
  voice: Voice,
): readonly string[] => {
  const { start, repair } = voice.language
  const { state, attempts, smoke, wants } = course
  const last = attempts.at(-1)
  const ran =
    last === undefined ? start.ran : start.started(timeOf(last.ms, voice), attempts.length)
  const sayLesson = smoke === undefined ? [] : smokeLines(smoke, voice)
  switch (state) {
    case 'not-begun':
      return [notBegunLine(course, report, voice)]
    case 'proven':
      return [`  ${voice.paint('green', signs.fine)} ${ran}`, ...sayLesson]
    case 'unproven':
      return [
        `  ${voice.paint('yellow', signs.unknown)} ${start.open(timeOf(last?.ms ?? 0, voice))}`,
        ...(course.open ?? []).map((code) => `${indent}${causeText({ code }, report, voice)}`),
      ]
    case 'interrupted':
      return []
    case 'failed':
      if (smoke !== undefined) return [`  ${voice.paint('green', signs.fine)} ${ran}`, ...sayLesson]
      return [
        `  ${voice.paint('red', signs.error)} ${isDeclined(course) ? start.declined : start.failed(attempts.length, isOffline(report))}`,
        ...adviceLines(course, voice),
        ...(wants === undefined ? [] : [repair.wants(wants)]),
      ]
  }
}

/** What an interruption has left behind. Pure. */
export const interruptedLine = (
  course: Course | undefined,
  voice: Pick<Look, 'language' | 'redactor'>,
): string => {
  const { repair, start } = voice.language
  const last = course?.attempts.at(-1)
  if (last === undefined) return repair.interrupted
  return last.end === 'started' ? start.unseen : start.brokenOff(ownLine(voice, '--fix'))
}
