import type { Report } from '../model/report.ts'
import type { Argv } from '../model/value.ts'
import { formatBytes, formatCommand, formatLeaf } from './format.ts'
import { isPartial } from './sentences.ts'
import type { Look } from './look.ts'

const assignments = ({ start }: Report): readonly string[] =>
  Object.entries(start.env).flatMap(([name, value]) =>
    value === null ? ['-u', name] : [`${name}=${value}`],
  )

/** The start as one command line to copy; `env` in front where variables change. */
export const startCommand = (report: Report, { redactor }: Pick<Look, 'redactor'>): string => {
  const [program, ...rest] = report.start.argv
  const variables = assignments(report)
  const argv: Argv =
    variables.length === 0 ? [program, ...rest] : ['env', ...variables, program, ...rest]
  const redacted = redactor.leaf({ tag: 'command', value: argv })
  return redacted.tag === 'command' ? formatCommand(redacted.value) : ''
}

/** How much that downloads, where it is known. */
const downloadsOf = ({ start: { downloads } }: Report, { language }: Look): string => {
  if (downloads === undefined) return ''
  const { count, bytes, ms } = downloads
  const time = ms === undefined ? undefined : formatLeaf({ tag: 'ms', value: ms }, language.name)
  return language.chrome.downloads(count, formatBytes(bytes), time)
}

/**
 * How the cluster starts, and which finding each flag comes from; nothing where it runs already, or where checks that
 * may add a flag were left out.
 */
export const startLines = (report: Report, look: Look): readonly string[] => {
  const runs = report.checks.some(
    ({ id, status }) => id === 'cluster/running' && status === 'passed',
  )
  if (runs || isPartial(report)) return []
  const { chrome } = look.language
  const lines = [
    `${report.ready === true ? chrome.startWith : chrome.startLater}${downloadsOf(report, look)}:`,
    `  ${look.paint('bold', startCommand(report, look))}`,
  ]
  const routed = report.start.reasons.some(({ because }) => because.startsWith('registry/route/'))
  if (!look.verbose) return routed ? [...lines, look.paint('dim', chrome.whyFlags)] : lines
  const reasons = report.start.reasons.map(
    ({ flag, because }) =>
      `    ${flag}  ${look.paint('dim', because === 'profile' ? chrome.fromProfile : chrome.because(because))}`,
  )
  return [...lines, ...reasons]
}
