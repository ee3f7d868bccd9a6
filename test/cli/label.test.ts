import { expect, test } from 'vitest'
import { machineWith, parseReport, runCli } from '../support/cli.ts'

const look = (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const { env } = machineWith({})
  return runCli(['--offline', '--json', '--only', 'host', ...args], { env: { ...env, ...more } })
}

test('every run has an id of its own, its options, and the code it ends with', async () => {
  const runs = [await look(['--lang', 'en']), await look(['--lang', 'en'])]
  const reports = runs.map(({ stdout }) => parseReport(stdout))
  expect(new Set(reports.map(({ id }) => id)).size).toBe(2)
  for (const [index, report] of reports.entries()) {
    expect(report.exitCode).toBe(runs[index]?.code)
    expect(Math.abs(Date.parse(report.at) - Date.now())).toBeLessThan(600_000)
    expect(report.options).toMatchObject({ offline: true, only: 'host', lang: 'en', timeout: 30 })
    expect(report.label).toBeUndefined()
    expect(report.runtime).toMatchObject({ node: process.versions.node, terminal: null })
  }
})

test('--label goes before K8S_DOCTOR_LABEL', async () => {
  const variable = { K8S_DOCTOR_LABEL: '四班 seat 7' }
  expect(parseReport((await look([], variable)).stdout).label).toBe('四班 seat 7')
  const both = await look(['--label', ' ticket 12 '], variable)
  expect(parseReport(both.stdout).label).toBe('ticket 12')
  expect(parseReport((await look([], { K8S_DOCTOR_LABEL: '' })).stdout).label).toBeUndefined()
})

test.for([
  [['--label', 'a\nb'], {}, '--label takes no control characters; give one line of plain text'],
  [['--label', '\u001B[31mred'], {}, '--label takes no control characters'],
  [[], { K8S_DOCTOR_LABEL: 'a\u202Eb' }, 'K8S_DOCTOR_LABEL takes no control characters'],
  [['--label', '中'.repeat(121)], {}, '--label takes at most 120 characters, not 121'],
] as const)('%j %j is refused before anything is looked at', async ([args, more, sentence]) => {
  const { code, stdout, stderr } = await look(args, { ...more })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(`k8s-doctor: ${sentence}`)
})
