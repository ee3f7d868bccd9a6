import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codesIn, explainText, logFolder } from '../support/explain.ts'

const logs = readdirSync(logFolder).map(
  (file) => [file, readFileSync(`${logFolder}/${file}`, 'utf8')] as const,
)

const perLine =
  (wrap: (line: string, index: number) => string) =>
  (text: string): string =>
    text
      .split('\n')
      .map((line, index) => (line === '' ? '' : wrap(line, index)))
      .join('\n')

const entities: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]
const asHtml = (text: string): string =>
  entities.reduce((all, [from, to]) => all.replaceAll(from, to), text)

/** As a terminal of 80 columns breaks lines when they are copied out of it. */
const at80 = perLine((line) => line.match(/.{1,80}/gu)?.join('\n') ?? '')

/** As a mail or a form breaks lines, at the last blank before column 80; a longer word fills its line. */
const byWord = perLine((line) => {
  const lines = ['']
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? ''
    const room = 80 - last.length - (last === '' ? 0 : 1)
    if (word.length <= room) lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
    else if (word.length <= 80) lines.push(word)
    else {
      lines[lines.length - 1] = `${last}${last === '' ? '' : ' '}${word.slice(0, room)}`
      lines.push(...(word.slice(room).match(/.{1,80}/gu) ?? []))
    }
  }
  return lines.join('\n')
})

/** What decides by its shape is not asked: events, and what a shell's prompt or a column says. */
const wrappings: readonly (readonly [name: string, wrap: (text: string) => string])[] = [
  ['Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['old Macs', (text) => text.replaceAll('\n', '\r')],
  ['NUL bytes', (text) => text.replaceAll('o', 'o\u0000')],
  ['colours', perLine((line) => `\u001B[31m${line}\u001B[0m`)],
  ['HTML entities', asHtml],
  ['HTML entities twice', (text) => asHtml(asHtml(text))],
  ['quotes of a mail', perLine((line) => `> ${line}`)],
  ['quotes in quotes', perLine((line) => `> > ${line}`)],
  ['GitHub Actions', perLine((line) => `2026-11-20T10:00:00.0000000Z ${line}`)],
  ['times in brackets', perLine((line) => `[10:00:00] ${line}`)],
  ['docker compose', perLine((line) => `minikube-1  | ${line}`)],
  ['line numbers', perLine((line, index) => `${index + 1}: ${line}`)],
  ['a Markdown fence', (text) => `\`\`\`\n${text}\n\`\`\``],
  ['80 columns', at80],
  ['80 columns by word', byWord],
]

const shaped: Readonly<Record<string, RegExp>> = {
  '80 columns': /events/,
  '80 columns by word': /events/,
  'HTML entities': /events/,
  'HTML entities twice': /events/,
  // A `>` before a typed command is a prompt.
  'quotes of a mail': /^seed-a2-21|^fine-second/,
  'quotes in quotes': /^seed-a2-21|^fine-second/,
}

test.for(wrappings)('every log says the same wrapped in %s', ([name, wrap]) => {
  const changed = logs
    .filter(([file]) => shaped[name]?.test(file) !== true)
    .flatMap(([file, text]) => {
      const [before, after] = [text, wrap(text)].map((each) => codesIn(explainText(each)).join())
      return before === after ? [] : [`${file}: ${before} became ${after}`]
    })
  expect(changed).toEqual([])
})

test.for([
  [
    'a table of pods',
    'NAME   READY   STATUS             RESTARTS   AGE\nngx    0/1     ImagePullBackOff   0          5m\nweb    1/1     Running            0          5m\nbusy   0/1     CrashLoopBackOff   4          5m',
    ['log/pod-crash'],
  ],
  [
    'a start',
    '😄  minikube v1.25.2 on Ubuntu 22.04\n✨  Using the docker driver based on user configuration\n❌  Exiting due to DRV_AS_ROOT: The "docker" driver should not be used with root privileges.\n💡  Suggestion: run it as a user',
    ['user/root/login'],
  ],
] as const)('%s without line breaks, or with escaped ones', ([, text, codes]) => {
  expect(codesIn(explainText(text.replaceAll('\n', ' ')))).toEqual(codes)
  expect(codesIn(explainText(text.replaceAll('\n', '\\n')))).toEqual(codes)
  expect(codesIn(explainText(text.replaceAll('"', '\\"')))).toEqual(codes)
})

test('a wrapped line of klog stays what it is', () => {
  const line =
    'I0713 12:00:00.123456    1234 kubeadm.go:97] sudo kubeadm init --ignore-preflight-errors= [ERROR Swap]: running with swap on is not supported. Please disable swap before you go on'
  const wrapped = line.match(/.{1,80}/g)?.join('\n') ?? ''
  expect(explainText(wrapped).findings).toEqual([])
})
