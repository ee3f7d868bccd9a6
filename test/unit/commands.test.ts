import { beforeAll, expect, test } from 'vitest'
import { languageNames } from '../../src/messages/language.ts'
import { language } from '../../src/messages/languages.ts'
import { deletesData } from '../../src/model/deletes-data.ts'
import type { Finding, Report } from '../../src/model/report.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { toJson } from '../../src/report/json.ts'
import { formatText } from '../../src/report/format.ts'
import { toPlain } from '../../src/report/plain.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { startCommand } from '../../src/report/start.ts'
import { toTerminal } from '../../src/report/terminal.ts'
import { diagnoseMachine, finished } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'
import * as v from 'valibot'

const redactor = terminalRedactor([])
const reports = new Map<string, Report>()

beforeAll(async () => {
  for (const name of machineNames) reports.set(name, await diagnoseMachine(readMachine(name)))
}, 60_000)

const texts = async (report: Report): Promise<readonly string[]> => {
  const looks = await Promise.all(
    languageNames.map(async (each) => ({
      language: await language(each),
      redactor,
      root: false,
      columns: 100,
      paint: (_: string, text: string) => text,
      verbose: false,
    })),
  )
  return looks.flatMap((look) => [toPlain(report, look), toTerminal(report, look)])
}

const reportOf = (name: string): Report => {
  const report = reports.get(name)
  if (report === undefined) throw new TypeError(`no report of ${name}`)
  return report
}

const findingsOf = (name: string): readonly Finding[] =>
  reportOf(name).checks.flatMap(({ findings }) => findings)

test.for(machineNames)('%s: what is printed to be copied hides nothing', async (name) => {
  const copied = (await texts(reportOf(name)))
    .flatMap((text) => text.split('\n'))
    .filter((line) => /^ +(?:[→$?] |(?:env .* )?minikube |docker |k8s-doctor )/.test(line))
  expect(copied.filter((line) => line.includes('***'))).toEqual([])
})

const lineOf = ({ argv }: Finding['commands'][number]): string => argv.join(' ')

/** Commands that change nothing, by their first words. */
const onlyShows =
  /^(cat|df|ls|nl|pgrep|printenv|ss|docker (ps|system df|version|logs|inspect)|kubectl (.* )?(describe|get|logs)|minikube logs|k8s-doctor route)( |$)/

test.for(machineNames)('%s: a look shows, a repair changes', (name) => {
  const findings = findingsOf(name)
  expect(
    findings.flatMap(({ looks }) => looks.map(lineOf)).filter((line) => !onlyShows.test(line)),
  ).toEqual([])
  expect(
    findings.flatMap(({ commands }) => commands.map(lineOf)).filter((line) => onlyShows.test(line)),
  ).toEqual([])
})

test.for(machineNames)(
  '%s: a hint that ends with a colon is followed by a command',
  async (name) => {
    const hanging: string[] = []
    for (const each of languageNames) {
      const words = await language(each)
      for (const { code, args, commands, looks } of findingsOf(name)) {
        const hint = words.hint(code, args)
        const text = hint === undefined ? '' : formatText(hint, each, redactor)
        if (/[:\uFF1A]$/.test(text) && commands.length + looks.length === 0) hanging.push(code)
      }
    }
    expect(hanging).toEqual([])
  },
)

test.for<[string, string]>([
  ['juju-locks', '→ sudo rm -f'],
  ['juju-locks-root', '→ sudo rm -f'],
])('the locks of %s are removed by their whole names', async ([name, command]) => {
  const text = (await texts(reportOf(name))).join('\n')
  expect(text).toContain(command)
  expect(text).toMatch(/\/tmp\/juju-mk[0-9a-f]{38}/)
})

test('in China the recipe is whole and in order: first the pull, then the start', async () => {
  const report = reportOf('china-laptop')
  const pull = 'docker pull registry.cn-hangzhou.aliyuncs.com/google_containers/kicbase:v0.0.30'
  for (const text of await texts(report)) {
    expect(text).toContain(`\n  ${pull}\n  ${startCommand(report, { redactor })}\n`)
    // Told once, where it is due.
    expect(text.split(pull)).toHaveLength(2)
  }
})

test.for<[string, boolean]>([
  ['cluster-shared-docker', true],
  ['docker-snap', true],
  ['cluster-leftovers', true],
  ['cluster-old-driver', true],
  ['docker-not-running', false],
  ['kubeconfig-stale', false],
])('on %s it is said that a command deletes data: %s', async ([name, deletes]) => {
  const [plain = '', rich = '', , chinese = ''] = await texts(reportOf(name))
  for (const text of [plain, rich])
    expect(text.includes('This deletes data for good:')).toBe(deletes)
  expect(chinese.includes('下面的命令会永久删除数据')).toBe(deletes)
  const json = toJson(finished(reportOf(name)), {
    language: await language('en'),
    redactor,
    root: false,
  })
  expect(v.is(reportSchema, json)).toBe(true)
  expect(
    json.checks.some(({ findings }) => findings.some(({ deletesData }) => deletesData === true)),
  ).toBe(deletes)
})

test('another’s cluster is looked at before anything is deleted', () => {
  const stranger = findingsOf('cluster-shared-docker').find(({ code }) => code.endsWith('/in-use'))
  expect(stranger?.looks.map(({ argv }) => argv.slice(0, 2).join(' '))).toEqual(['docker ps'])
  expect(stranger?.commands.every(({ argv }) => !deletesData(argv))).toBe(false)
})
