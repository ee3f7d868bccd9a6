import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { explanationSchema } from '../../src/report/explanation-schema.ts'
import { machineWith, runCli, writeFiles } from '../support/cli.ts'

const old = 'test/fixtures/reports/report-1-docker-not-running.json'

test('a report of the format before is explained', async () => {
  const { env } = machineWith({})
  const { code, stdout, stderr } = await runCli(['explain', old], { env })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toContain('FAIL  docker/daemon/not-running')
  expect(stdout).toContain('$ sudo systemctl enable --now docker')
  const json = await runCli(['explain', '--json', old], { env })
  const { findings } = v.parse(explanationSchema, JSON.parse(json.stdout))
  expect(findings.map((each) => each.code)).toEqual(['docker/daemon/not-running'])
})

test('a report of today is explained as it was written', async () => {
  const { folder, env } = machineWith({})
  const file = join(folder, 'report.json')
  const args = ['--offline', '--only', 'docker', '--label', '四班', '--lang', 'zh', '-o', file]
  const { code } = await runCli(args, { env })
  const { stdout, ...ended } = await runCli(['explain', '--lang', 'zh', file], { env })
  expect(ended.code).toBe(code)
  expect(stdout).toContain(' · 四班 · ')
  expect(stdout).toMatch(/docs\/checks\/docker\/\w+\.zh\.md#docker/)
})

test.for([
  [(text: string) => text.slice(0, 900), 'is not whole: it was cut off or changed'],
  [(text: string) => text.replace('report/1', 'report/9'), 'is a report of a newer format'],
] as const)('one that cannot be read is refused in a sentence', async ([change, sentence]) => {
  const { folder, env } = machineWith({})
  writeFiles(folder, { 'report.json': change(readFileSync(old, 'utf8')) })
  const { code, stderr } = await runCli(['explain', join(folder, 'report.json')], { env })
  expect(code).toBe(2)
  expect(stderr).toContain(sentence)
})
