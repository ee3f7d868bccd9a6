import { expect, test } from 'vitest'
import { minikubeReasonIds } from '../../src/catalog/minikube-reasons.ts'
import { kubeadmChecks } from '../../src/explain/kubeadm.ts'
import { codesIn, explainText } from '../support/explain.ts'
import { linesOf } from '../support/log-lines.ts'

const lines = Object.entries(linesOf).flatMap(([code, all]) =>
  all.map((line) => [code, line] as const),
)

test.for(lines)('%s: %s', ([code, line]) => {
  expect(codesIn(explainText(line))[0]).toBe(code)
})

/** What is wrapped around a line changes nothing; what a header of klog or a prompt decides is not asked. */
const wrapped = lines.filter(([, line]) => !/^[EWI]\d{4} |^\[root@|^docker@|^\|/.test(line))

test.for([
  ['colours', (line: string) => `\u001B[31m${line}\u001B[0m`],
  ['an emoji', (line: string) => (line.startsWith('X ') ? line.replace(/^X /, '❌  ') : line)],
  ['a carriage return', (line: string) => ` 12%\r 80%\r${line}\r`],
  ['Windows line ends', (line: string) => `${line}\r\n`],
  ['a journal', (line: string) => `Nov 20 10:00:00 host sh[123]: ${line}`],
  ['JSON of a container', (line: string) => JSON.stringify({ log: `${line}\n`, stream: 'stderr' })],
  ['visible output in klog', (line: string) => `W1120 10:58:39.233798   24688 out.go:241] ${line}`],
] as const)('a line says the same wrapped in %s', ([, wrap]) => {
  const changed = wrapped.filter(
    ([code, line]) => !code.startsWith('log/stuck') && codesIn(explainText(wrap(line)))[0] !== code,
  )
  expect(changed).toEqual([])
})

test('an error event of minikube says what its text says', () => {
  const exits = wrapped.flatMap(([code, line]) => {
    const [, name, message] = /^X Exiting due to (\w+): (.*)$/.exec(line) ?? []
    return name === undefined || message === undefined ? [] : [{ code, name, message }]
  })
  expect(exits.length).toBeGreaterThan(30)
  const events = exits.map(({ code, name, message }) => {
    const data = { name, message, exitcode: '1', advice: '', url: '', issues: '' }
    const event = { specversion: '1.0', type: 'io.k8s.sigs.minikube.error', data }
    return [code, codesIn(explainText(JSON.stringify(event)))[0]] as const
  })
  expect(events.filter(([code, found]) => code !== found)).toEqual([])
})

test('every reason id of minikube is known', () => {
  const unknown = minikubeReasonIds.filter(
    (id) => explainText(`X Exiting due to ${id}: something`).findings.length !== 1,
  )
  expect(unknown).toEqual([])
  const own = explainText('X Exiting due to GUEST_MISSING_CONNTRACK: Sorry, conntrack').findings
  expect(own).toMatchObject([
    { code: 'minikube/GUEST_MISSING_CONNTRACK', args: { exit: { value: 86 } } },
  ])
})

test('every preflight check of kubeadm is known', () => {
  const unknown = kubeadmChecks.filter(
    (name) => explainText(`\t[ERROR ${name}]: something`).findings.length === 0,
  )
  // Our own codes want the number too.
  expect(unknown).toEqual(['NumCPU', 'Mem', 'Port'])
})
