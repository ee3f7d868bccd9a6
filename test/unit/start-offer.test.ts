import { expect, test } from 'vitest'
import { language } from '../../src/messages/languages.ts'
import { languageNames } from '../../src/messages/language.ts'
import { toPlain } from '../../src/report/plain.ts'
import { terminalRedactor } from '../../src/report/redact.ts'
import { startState } from '../../src/report/start.ts'
import type { StartState } from '../../src/report/start.ts'
import { toTerminal } from '../../src/report/terminal.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

const texts = async (name: string): Promise<readonly string[]> => {
  const report = await diagnoseMachine(readMachine(name))
  const looks = await Promise.all(
    languageNames.map(async (each) => ({
      language: await language(each),
      redactor: terminalRedactor([]),
      root: false,
      columns: 100,
      paint: (_: string, text: string) => text,
      verbose: false,
    })),
  )
  return looks.flatMap((look) => [toPlain(report, look), toTerminal(report, look)])
}

const startLine = /^ {2}(?:env .* )?minikube start .*$/m

test.for<[string, StartState]>([
  ['ubuntu-22.04', 'needed'],
  ['docker-not-running', 'needed'],
  ['cluster-running', 'running'],
  ['cluster-stopped', 'needed'],
  ['cluster-node-gone', 'needed'],
  ['cluster-kvm2-stopped', 'needed'],
  ['cluster-older-kubernetes', 'needed'],
  ['cluster-etcd-failing', 'needed'],
  ['cluster-node-dead', 'needed'],
  ['riscv64', 'impossible'],
  ['pi-32-bit', 'impossible'],
  ['centos-7-kubernetes-1.35', 'other-choice'],
  ['docker-book-arm64', 'other-choice'],
  ['virtualbox-in-vm', 'other-choice'],
])('on %s the start is %s', async ([name, state]) => {
  expect(startState(await diagnoseMachine(readMachine(name)))).toBe(state)
  for (const text of await texts(name)) {
    expect(startLine.test(text)).toBe(state === 'needed')
    expect(text.includes('  k8s-doctor --allow-pair')).toBe(state === 'other-choice')
    expect(/→ minikube start|\$ minikube start/.test(text)).toBe(false)
  }
})

test.for(machineNames)('%s: a hint at the start command comes with the command', async (name) => {
  const hinting = (await texts(name)).filter((text) =>
    /start command of this report|报告里的启动命令/.test(text),
  )
  expect(hinting.filter((text) => !startLine.test(text))).toEqual([])
})

const course = 'the Kubernetes intro course (minikube v1.25.2, Kubernetes v1.23.3)'
test.for<[string, string, string]>([
  ['ubuntu-22.04', `Ready for ${course}.`, 'v1.23.3\uFF09\u3002'],
  [
    'cluster-kubectl-alias',
    `Ready for ${course}, with 1 warning.`,
    'v1.23.3\uFF09\uFF0C\u6709 1 \u4E2A\u8B66\u544A\u3002',
  ],
  [
    'cluster-stopped',
    `The cluster is not running: start it with the command below. Everything else is ready for ${course}.`,
    '\u96C6\u7FA4\u6CA1\u6709\u8FD0\u884C\uFF1A',
  ],
  [
    'cluster-node-gone',
    `The cluster is not running: start it with the command below. Everything else is ready for ${course}.`,
    '\u96C6\u7FA4\u6CA1\u6709\u8FD0\u884C\uFF1A',
  ],
])('the first line on %s', async ([name, en, zh]) => {
  const [plain = '', , chinese = ''] = await texts(name)
  expect(plain.split('\n')[0]).toBe(en)
  expect(chinese.split('\n')[0]).toContain(zh)
})

test('with --offline the start that would fetch something says so, as --fix does', async () => {
  const offline = { ...readMachine('ubuntu-22.04'), request: { offline: true } }
  const report = await diagnoseMachine(offline)
  expect(report.start.needsNetwork).toBe(true)
  const look = {
    language: await language('en'),
    redactor: terminalRedactor([]),
    root: false,
    columns: 100,
    paint: (_: string, text: string) => text,
    verbose: false,
  }
  expect(toPlain(report, look)).toContain('so it needs the network')
  const online = await diagnoseMachine(readMachine('ubuntu-22.04'))
  expect(online.start.needsNetwork).toBeUndefined()
})
