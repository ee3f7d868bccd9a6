import { expect, test } from 'vitest'
import { redactMachine } from '../../src/cli/redact-machine.ts'
import { diagnose } from '../../src/engine/diagnose.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { language } from '../../src/messages/languages.ts'
import { defineCheck } from '../../src/model/check.ts'
import { identity } from '../../src/facts/machine.ts'
import { toJson } from '../../src/report/json.ts'
import { toPlain } from '../../src/report/plain.ts'
import { reportRedactor, terminalRedactor } from '../../src/report/redact.ts'
import { secretsIn } from '../../src/report/secrets-in.ts'
import {
  secretBlocks,
  secretEnvironment,
  secretError,
  secretFiles,
  secretJson,
  secretLines,
} from '../support/canaries.ts'
import { canaryCount, leaksIn } from '../support/planting.ts'
import { secretShapes } from '../support/secret-shapes.ts'
import { finished, requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const { machine } = readMachine('ubuntu-22.04')
const { home, name } = machine.identity.subject
const known = secretsIn(secretEnvironment)

const everything = [
  ...secretLines,
  ...secretShapes,
  ...secretBlocks,
  JSON.stringify(secretJson[0]),
].join('\n')

test(`none of ${canaryCount()} planted secrets in a recording`, () => {
  const files = Object.fromEntries(
    Object.entries(secretFiles).map(([path, text]) => [`${home}/${path}`, text]),
  )
  const recorded = redactMachine(
    {
      ...machine,
      env: { ...machine.env, ...secretEnvironment },
      files: {
        ...machine.files,
        ...files,
        '/etc/docker/daemon.json': JSON.stringify(secretJson[0], null, 2),
        '/etc/resolv.conf': everything,
        '/etc/hosts': everything,
      },
      runs: { tool: { stdout: everything, stderr: everything } },
      gets: {
        'GET https://r.example/v2/': {
          ok: true,
          status: 401,
          headers: { 'set-cookie': secretLines[4] ?? '', server: secretLines[7] ?? '' },
          body: everything,
          ms: 1,
        },
        'GET https://x.example/': {
          ok: false,
          fault: 'other',
          detail: secretLines[7] ?? '',
          ms: 1,
        },
      },
    },
    known,
  )
  const text = JSON.stringify(recorded)
  expect(leaksIn(text)).toEqual([])
  expect(text).not.toContain(home)
  expect(text).not.toContain(name)
  expect(text).not.toContain(machine.identity.hostname)
})

const broken = defineCheck({
  id: 'host/broken',
  title: 'Broken',
  needs: { identity },
  problems: {},
  inspect: () => {
    throw new TypeError(`${secretError} ${secretLines[0] ?? ''}`)
  },
})

test('none of them when a check crashes', async () => {
  const report = await diagnose(createReplayHost(machine), {
    checks: [broken],
    request: requestFor({}),
    signal: new AbortController().signal,
    version: '0.0.0-test',
  })
  expect(report.checks[0]?.status).toBe('crashed')
  const { subject, hostname } = machine.identity
  const json = toJson(finished(report), {
    language: await language('en'),
    redactor: reportRedactor(known, { users: [subject], hostname }),
    root: false,
  })
  const plain = toPlain(report, {
    language: await language('en'),
    redactor: terminalRedactor(known),
    root: false,
    columns: 80,
    paint: (_, text) => text,
    verbose: true,
  })
  expect(leaksIn(JSON.stringify(json) + plain)).toEqual([])
})

test('none of them in the label and the options of a run', async () => {
  const report = await diagnose(createReplayHost(machine), {
    checks: [],
    request: requestFor({}),
    signal: new AbortController().signal,
    version: '0.0.0-test',
  })
  const { subject, hostname } = machine.identity
  const redactor = reportRedactor(known, { users: [subject], hostname })
  const words = await language('en')
  const leaks = [...secretLines, ...secretShapes].flatMap((line) => {
    const options = { profile: line, mirror: [line] }
    const runtime = { node: '1', os: { name: 'Linux', version: '1' }, locale: line }
    const run = finished(report, { label: line, options, runtime })
    return leaksIn(JSON.stringify(toJson(run, { language: words, redactor, root: false })))
  })
  expect(leaks).toEqual([])
})
