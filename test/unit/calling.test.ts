import { expect, test } from 'vitest'
import { language } from '../../src/messages/languages.ts'
import { languageNames } from '../../src/messages/language.ts'
import { command, own, quote } from '../../src/model/value.ts'
import { calledSo } from '../../src/report/calling.ts'
import { ownLine } from '../../src/report/common.ts'
import { toPlain } from '../../src/report/plain.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { toTerminal } from '../../src/report/terminal.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

const options = ['--mirror', 'https://mirror.lan', '--profile', 'my course.yaml'] as const
const told = "--mirror https://mirror.lan --profile 'my course.yaml'"
const line = (words: readonly string[], npx: boolean, given: readonly string[] = options) =>
  ownLine({ redactor: calledSo(terminalRedactor([]), { npx, options: given }) }, ...words)

test.for<[readonly string[], string]>([
  [[], `k8s-doctor ${told}`],
  [['--fix'], `k8s-doctor ${told} --fix`],
  [['route'], `k8s-doctor ${told} route`],
  [['install', 'minikube', 'v1.25.2'], `k8s-doctor ${told} install minikube v1.25.2`],
  // They speak of no course.
  [['explain', 'x'], 'k8s-doctor explain x'],
  [['undo', '1'], 'k8s-doctor undo 1'],
  [['--mirror', 'URL'], 'k8s-doctor --mirror URL'],
])('%j of a run with a course and a mirror', ([words, wanted]) => {
  expect(line(words, false)).toBe(wanted)
  expect(line(words, true)).toBe(`npx ${wanted}`)
  expect(line(words, false, [])).toBe(['k8s-doctor', ...words].join(' '))
})

test('a choice is not told twice', () => {
  expect(line(['--allow-pair'], false, ['--allow-pair'])).toBe('k8s-doctor --allow-pair')
})

test('a secret of a mirror is in no printed command', () => {
  const redactor = calledSo(terminalRedactor(['hunter22']), {
    npx: false,
    options: ['--mirror', 'https://me:hunter22@mirror.lan'],
  })
  expect(ownLine({ redactor }, 'route')).not.toContain('hunter22')
})

test('nothing but our own commands is changed', () => {
  const { leaf, text } = calledSo(terminalRedactor([]), { npx: true, options })
  expect(leaf(command(['minikube', 'start']))).toEqual(command(['minikube', 'start']))
  expect(leaf(quote('k8s-doctor --fix'))).toEqual(quote('k8s-doctor --fix'))
  expect(text('k8s-doctor --fix')).toBe('k8s-doctor --fix')
  expect(leaf(own('undo')).value).toEqual(['npx', 'k8s-doctor', 'undo'])
})

/** A command of ours as a text has it, with the word before. */
const ours =
  /(?:\S+ )?k8s-doctor(?= (?:explain|install|uninstall|undo|route|record|profile|--\w))/gm

test.for(machineNames)('on %s every command of ours goes through npx', async (name) => {
  const report = await diagnoseMachine(readMachine(name))
  for (const each of languageNames) {
    const look = {
      language: await language(each),
      redactor: calledSo(terminalRedactor([]), { npx: true, options: [] }),
      root: false,
      columns: 1000,
      paint: (_: string, text: string) => text,
      verbose: true,
    }
    const found = [toTerminal(report, look), toPlain(report, look)].flatMap(
      (text) => text.replaceAll(/\s*\n\s*/g, ' ').match(ours) ?? [],
    )
    expect(found.filter((each) => !each.endsWith('npx k8s-doctor'))).toEqual([])
  }
})
