import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { exitCode } from '../../src/engine/readiness.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { languageNames } from '../../src/messages/language.ts'
import { language } from '../../src/messages/languages.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import type { Invocation } from '../../src/model/report.ts'
import { toJson } from '../../src/report/json.ts'
import { pageOf } from '../../src/report/page.ts'
import { reportRedactor } from '../../src/report/redact.ts'
import { routeJson } from '../../src/report/route-json.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { verdictOf } from '../../src/report/sentences.ts'
import { diagnoseHost, diagnoseMachine, finished } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const redactor = reportRedactor(['hunter22'], {
  users: [{ name: 'jane', home: '/home/jane' }],
  hostname: 'jane-laptop',
})

const jsonOf = async (name: string, more: Partial<Invocation> = {}) => {
  const report = finished(await diagnoseMachine(readMachine(name)), more)
  const voice = { language: await language('en'), redactor, root: false }
  return { report, voice, json: toJson(report, voice) }
}

test.for(['docker-not-running', 'classroom-mirror', 'ubuntu-22.04'])(
  'on %s evidence stands once, and checks name it',
  async (name) => {
    const { report, json } = await jsonOf(name)
    const named = json.checks.flatMap(({ evidence }) => evidence)
    const ids = json.evidence.map(({ id }) => id)
    expect(new Set(ids)).toEqual(new Set(named))
    expect(ids.length).toBe(new Set(ids).size)
    expect(named.length).toBeGreaterThan(ids.length)
    for (const [index, check] of report.checks.entries())
      expect(
        json.checks[index]?.evidence.map((id) => json.evidence.find((each) => each.id === id)?.ms),
      ).toEqual(check.evidence.map(({ ms }) => ms))
  },
)

test('evidence tells when it was asked, from the start of the run', async () => {
  const { report, voice } = await jsonOf('docker-not-running')
  const shifted = {
    ...report,
    at: 1_000_000,
    checks: report.checks.map((check) => ({
      ...check,
      evidence: check.evidence.map((each) => ({ ...each, began: 1_000_250 })),
    })),
  }
  const json = toJson(shifted, voice)
  expect(json.at).toBe('1970-01-01T00:16:40.000Z')
  expect(new Set(json.evidence.map(({ at }) => at))).toEqual(new Set([250]))
})

test('the run stands in the report, redacted', async () => {
  const { json } = await jsonOf('docker-not-running', {
    label: 'jane on jane-laptop, hunter22',
    options: {
      profile: 'https://jane:hunter22@files.example/x',
      mirror: ['/home/jane/m'],
      fix: true,
    },
    runtime: {
      node: '24.1.0',
      os: { name: 'Linux', version: '6.1.0' },
      locale: 'C.hunter22',
      terminal: { columns: 80, colour: true },
    },
  })
  expect(v.is(reportSchema, json)).toBe(true)
  expect(JSON.stringify(json)).not.toMatch(/hunter22|jane-laptop|\bjane\b/)
  expect(json.label).toMatch(/^user-1 on host-1, /)
  expect(json.options).toMatchObject({ mirror: ['/home/user-1/m'], fix: true })
  expect(json.runtime).toMatchObject({ node: '24.1.0', terminal: { columns: 80, colour: true } })
})

test.for(['ubuntu-22.04', 'docker-not-running'])('%s: verdict and exit code', async (name) => {
  const { report, voice, json } = await jsonOf(name)
  expect(json.verdict).toBe(verdictOf(report, voice))
  expect(json.exitCode).toBe(exitCode(report))
  expect(json.exitCode).toBe(name === 'ubuntu-22.04' ? 0 : 1)
})

test('the route of the report is that of `route --json`', async () => {
  const { report, voice, json } = await jsonOf('classroom-mirror')
  const { route, start } = report
  if (route === undefined) throw new TypeError('no route')
  const { title, pair } = report.profile
  expect(routeJson({ title, pair, route, start }, voice)).toMatchObject({ ...json.route })
  expect(json.route?.artefacts.some(({ rejected }) => rejected.length > 0)).toBe(true)
  const { machine } = readMachine('classroom-mirror')
  const offline = await diagnoseHost(createReplayHost(machine), { offline: true })
  expect(offline.route).toBeUndefined()
})

const codes = checks.flatMap(({ id, problems }: AnyCheck) =>
  Object.keys(problems).map((key) => [id, `${id}/${key}`] as const),
)

test.for(codes)('%s: the page of %s has a section about it', ([id, code]) => {
  for (const name of languageNames) {
    const [file = '', anchor] = pageOf(id, code, name).split('#')
    const headings = [...readFileSync(file, 'utf8').matchAll(/^## (.+)$/gm)].map(([, text = '']) =>
      text.toLowerCase().replaceAll('/', ''),
    )
    expect(headings).toContain(anchor)
  }
})
