import { checks } from '../../src/checks/index.ts'
import { diagnose } from '../../src/engine/diagnose.ts'
import { finish } from '../../src/engine/readiness.ts'
import { settleCourse } from '../../src/engine/settle-course.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import type { FinishedReport, Invocation, Report } from '../../src/model/report.ts'
import type { Request } from '../../src/model/request.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import type { MachineCase } from './machine-file.ts'

export const requestFor = ({
  profile = builtIn[0].id,
  offline = false,
  course = {},
  mirrors = [],
  pair,
  smoke,
}: MachineCase['request']): Request => {
  const found = builtIn.find(({ id }) => id === profile)
  if (found === undefined) throw new TypeError(`no profile ${profile}`)
  return {
    profile: { ...found, ...course },
    offline,
    mirrors,
    overrides: {
      ...(pair === undefined ? {} : { pair }),
      ...(smoke === undefined ? {} : { smoke }),
    },
  }
}

export const diagnoseHost = async (
  host: ReadHost,
  asked: MachineCase['request'] = {},
): Promise<Report> => {
  const { signal } = new AbortController()
  const request = await settleCourse({ host, request: requestFor(asked), signal })
  return diagnose(host, { checks, request, signal, version: '0.0.0-test' })
}

export const diagnoseMachine = ({ machine, request }: MachineCase): Promise<Report> =>
  diagnoseHost(createReplayHost(machine), request)

/** Codes of all findings, once each, in the order of the report. */
export const codesOf = (report: Report): readonly string[] => [
  ...new Set(report.checks.flatMap(({ findings }) => findings.map(({ code }) => code))),
]

/** As the command line hands a report to its writers. */
export const finished = (report: Report, more: Partial<Invocation> = {}): FinishedReport =>
  finish(
    report,
    {
      id: '00000000-0000-4000-8000-000000000000',
      options: { profile: report.profile.id },
      runtime: { node: '20.19.0', os: { name: 'Linux', version: '6.1.0' } },
      ...more,
    },
    false,
  )
