import type { Language } from '../messages/language.ts'
import type { CheckResult, Finding, Report, Undetermined } from '../model/report.ts'
import { courseTitle } from './common.ts'
import { formatLeaf, formatText } from './format.ts'
import type { Look } from './look.ts'
import { countAll } from './counts.ts'

type Voice = Pick<Look, 'language' | 'redactor'>

export const messageOf = ({ code, args }: Finding, { language, redactor }: Voice): string =>
  formatText(language.message(code, args), language.name, redactor)

export const hintOf = (
  { code, args }: Finding,
  { language, redactor }: Voice,
): string | undefined => {
  const hint = language.hint(code, args)
  return hint === undefined ? undefined : formatText(hint, language.name, redactor)
}

export const aboutOf = ({ about }: Finding, { language, redactor }: Voice): string =>
  about === undefined ? '' : formatLeaf(redactor.leaf(about), language.name)

export const unknownOf = ({ why, what }: Undetermined, { language, redactor }: Voice): string =>
  language.chrome.unknown(formatLeaf(redactor.leaf(what), language.name), language.chrome.whys[why])

export const fineOf = ({ fine }: CheckResult, { language, redactor }: Voice): string =>
  fine === undefined ? '' : formatText(fine, language.name, redactor)

/** Some checks were left out on request. */
export const isPartial = ({ checks }: Pick<Report, 'checks'>): boolean =>
  checks.some(({ reason }) => reason === 'not-selected')

/** Nobody was asked: --offline. */
export const isOffline = ({ checks }: Pick<Report, 'checks'>): boolean =>
  checks.some(({ role, reason }) => role === 'online' && reason === 'offline')

/** Nothing is in the way, but a cluster that was made before does not run: what a start brings back. */
const isDown = ({ ready, checks }: Pick<Report, 'ready' | 'checks'>): boolean =>
  ready === true &&
  checks.some(({ findings }) =>
    findings.some(({ start, severity }) => start === 'heals' && severity === 'warning'),
  )

/** Ready or not, and for what. */
export const verdictOf = (report: Report, { language }: Voice): string => {
  const { ready, profile, checks } = report
  if (ready === true && isPartial(report)) {
    const looked = checks.filter(({ reason }) => reason !== 'not-selected').length
    return language.chrome.partlyFine(looked, checks.length)
  }
  const course = courseTitle(profile.title, language.name)
  const pair = `minikube ${profile.pair.minikube}, Kubernetes ${profile.pair.kubernetes}`
  return isDown(report)
    ? language.chrome.notRunning(course, pair)
    : language.chrome.verdict(ready, countAll(report).warnings, course, pair)
}

const briefOf = (report: Report, { chrome }: Language): string => {
  if (report.ready === true && isPartial(report)) return chrome.briefPartly
  return isDown(report) ? chrome.briefNotRunning : chrome.brief(report.ready)
}

/** One line to paste into a chat. */
export const lastLine = (report: Report, { language }: Voice): string => {
  const { chrome } = language
  const seconds = (report.ms / 1000).toFixed(1)
  return [
    `${briefOf(report, language)}${language.marks.colon}${chrome.counts(countAll(report))}`,
    ...(report.first === undefined ? [] : [report.first.code]),
    `${seconds} s`,
    `k8s-doctor ${report.tool.version}${chrome.catalog(report.catalog.date)}`,
  ].join(' · ')
}
