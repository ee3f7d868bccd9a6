import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import stringWidth from 'string-width'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { language } from '../../src/messages/languages.ts'
import { languageNames } from '../../src/messages/language.ts'
import type { LanguageName } from '../../src/messages/language.ts'
import { formatBytes, formatCommand, formatLeaf } from '../../src/report/format.ts'
import { toJson } from '../../src/report/json.ts'
import { toAscii } from '../../src/report/look.ts'
import type { Look } from '../../src/report/look.ts'
import { toPlain } from '../../src/report/plain.ts'
import { reportRedactor, terminalRedactor } from '../../src/report/redact.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { toTerminal } from '../../src/report/terminal.ts'
import { diagnoseMachine, finished } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

const look = async (name: LanguageName, more: Partial<Look> = {}): Promise<Look> => ({
  language: await language(name),
  redactor: terminalRedactor([]),
  root: false,
  columns: 60,
  paint: (_, text) => text,
  verbose: false,
  ...more,
})

const published: unknown = JSON.parse(readFileSync('schema/report.schema.json', 'utf8'))
if (typeof published !== 'object' || published === null) throw new TypeError('no schema')
const validate = new Ajv({ strict: false }).compile(published)

const commandLine = /^ +(→|\$|\? (docker|kubectl) |minikube |docker pull |env )/

test.for(machineNames)('%s is readable in every form', async (name) => {
  const { machine, request, expect: wanted } = readMachine(name)
  const report = await diagnoseMachine({ name, machine, request, expect: wanted })
  for (const each of languageNames) {
    const rich = toTerminal(report, await look(each))
    const lines = rich.split('\n')
    // Commands stay whole, so that they can be copied.
    const wide = lines.filter((line) => stringWidth(line) > 60 && !commandLine.test(line))
    expect(wide).toEqual([])
    const plain = toPlain(report, await look(each, { verbose: true }))
    expect(plain.trimEnd().split('\n').at(-1)).toContain('k8s-doctor 0.0.0-test')
    expect(rich + plain).not.toMatch(/undefined|\[object|NaN/)
    const redactor = reportRedactor([], {
      users: [machine.identity.subject],
      hostname: machine.identity.hostname,
    })
    const json = toJson(finished(report), { language: await language(each), redactor, root: false })
    expect(v.safeParse(reportSchema, json).issues).toBeUndefined()
    validate(JSON.parse(JSON.stringify(json)))
    expect(validate.errors ?? []).toEqual([])
  }
})

test('a code that was found stands in every form', async () => {
  const report = await diagnoseMachine(readMachine('docker-not-running'))
  for (const text of [toTerminal(report, await look('en')), toPlain(report, await look('zh'))])
    expect(text).toContain('docker/daemon/not-running')
})

test.for([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [4_080_218_931, '3.8 GiB'],
  [778_043_392, '742 MiB'],
  [10 * 1024 ** 4, '10 TiB'],
] as const)('%i bytes are %s', ([bytes, text]) => {
  expect(formatBytes(bytes)).toBe(text)
})

test.for([
  [['docker', 'version', '--format', '{{json .}}'], "docker version --format '{{json .}}'"],
  [['echo', "it's", '', '$HOME'], String.raw`echo 'it'\''s' '' '$HOME'`],
  [['minikube', 'start', '--driver=docker'], 'minikube start --driver=docker'],
] as const)('%j is copied as %s', ([argv, line]) => {
  const [program, ...rest] = argv
  expect(formatCommand([program, ...rest])).toBe(line)
})

test.for([
  ['>=20.10.0', 'en', '20.10 or newer'],
  ['>=20.10.0', 'zh', '20.10 或更新'],
  ['>=20.10 <29', 'en', '>=20.10 <29'],
] as const)('the range %s is in %s: %s', ([range, name, text]) => {
  expect(formatLeaf({ tag: 'range', value: range }, name)).toBe(text)
})

test('a quote is one calm line', () => {
  const raw = 'first\n\tsecond\u001B[31m red\u0007'
  expect(formatLeaf({ tag: 'quote', value: raw }, 'en')).toBe('first second red')
  expect(formatLeaf({ tag: 'quote', value: 'x'.repeat(5000) }, 'en').length).toBe(240)
})

test('ASCII for terminals that know no more', () => {
  expect(toAscii('✓ Settings → Resources … “x” 中')).toBe('+ Settings > Resources ... "x" ?')
})
