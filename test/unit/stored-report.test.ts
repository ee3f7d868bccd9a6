import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { chromes } from '../../src/messages/chrome.ts'
import { language } from '../../src/messages/languages.ts'
import { explanationSchema } from '../../src/report/explanation-schema.ts'
import { toJson } from '../../src/report/json.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { isReport, parseReport } from '../../src/report/stored.ts'
import { storedExplanation, storedText } from '../../src/report/stored-text.ts'
import { diagnoseMachine, finished } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const firsts = ['docker-not-running', 'classroom-mirror'].map(
  (name) => `test/fixtures/reports/report-1-${name}.json`,
)
const redactor = terminalRedactor([])
const { en: chrome } = chromes

const read = (text: string) => {
  const parsed = parseReport(text)
  if (!parsed.ok) throw new TypeError(parsed.why)
  return parsed.report
}

const first = v.looseObject({
  checks: v.array(
    v.looseObject({
      findings: v.array(v.looseObject({ code: v.string() })),
      evidence: v.array(v.looseObject({ asked: v.string() })),
    }),
  ),
})

test.for(firsts)('%s, of the format before, is read whole', (file) => {
  const text = readFileSync(file, 'utf8')
  expect(isReport(text)).toBe(true)
  const before = v.parse(first, JSON.parse(text))
  const report = read(text)
  expect(report.id).toBeUndefined()
  expect(report.checks.map(({ findings }) => findings)).toEqual(
    before.checks.map(({ findings }) => findings),
  )
  const known = new Map(report.evidence.map(({ id, ...each }) => [id, each]))
  expect(known.size).toBe(report.evidence.length)
  expect(report.checks.map(({ evidence }) => evidence.map((id) => known.get(id)))).toEqual(
    before.checks.map(({ evidence }) => evidence),
  )
  for (const { code } of report.checks.flatMap(({ findings }) => findings))
    expect(storedText(report, { chrome, redactor })).toContain(code)
  expect(v.is(explanationSchema, storedExplanation(report))).toBe(true)
})

const fresh = async (name: string) => {
  const report = finished(await diagnoseMachine(readMachine(name)), { label: 'ticket 12' })
  return toJson(report, { language: await language('en'), redactor, root: false })
}

test('a report of today is read as it was written, and told with its pages', async () => {
  const json = await fresh('docker-not-running')
  const report = read(JSON.stringify(json))
  expect(report).toEqual(JSON.parse(JSON.stringify(json)))
  const text = storedText(report, { chrome, redactor })
  expect(text.split('\n')[0]).toContain(`${json.at} · ticket 12 · kubernetes-intro · exit 1`)
  expect(text).toContain(json.verdict)
  expect(text).toContain('docs/checks/docker/daemon.md#dockerdaemonnot-running')
  expect(text).toContain('$ sudo systemctl enable --now docker')
})

test('what is no report that can be read says why', async () => {
  const whole = JSON.stringify(await fresh('ubuntu-22.04'))
  expect(parseReport(whole.slice(0, -10))).toEqual({ ok: false, why: 'broken' })
  expect(parseReport(whole.replace('"checks"', '"cheques"'))).toEqual({ ok: false, why: 'broken' })
  const newer = whole.replace('k8s-doctor/report/2', 'k8s-doctor/report/3')
  expect([isReport(newer), parseReport(newer)]).toEqual([true, { ok: false, why: 'newer' }])
  for (const other of ['', '{}', 'minikube start', '{"schema":"k8s-doctor/route/1"}', '[1]'])
    expect([isReport(other), parseReport(other).ok]).toEqual([false, false])
})
