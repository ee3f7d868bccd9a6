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

/** Ready or not, and for what. */
export const verdictOf = ({ ready, profile }: Report, { language }: Voice): string =>
  language.chrome.verdict(
    ready,
    courseTitle(profile.title, language.name),
    `minikube ${profile.pair.minikube}, Kubernetes ${profile.pair.kubernetes}`,
  )

/** One line to paste into a chat. */
export const lastLine = (report: Report, { language }: Voice): string => {
  const { chrome } = language
  const seconds = (report.ms / 1000).toFixed(1)
  return [
    `${chrome.brief(report.ready)}: ${chrome.counts(countAll(report))}`,
    ...(report.first === undefined ? [] : [report.first.code]),
    `${seconds} s`,
    `k8s-doctor ${report.tool.version}`,
  ].join(' · ')
}
