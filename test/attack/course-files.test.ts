import { createReplayHost } from '../../src/host/replay.ts'
import type { Answer } from '../../src/model/host.ts'
import { loadProfile } from '../../src/profiles/load.ts'
import { parseProfile } from '../../src/profiles/parse.ts'
import { scrubSecrets } from '../../src/report/scrub.ts'
import { explainText } from '../support/explain.ts'
import { readMachine } from '../support/machine-file.ts'
import { minimal } from '../support/profile-text.ts'
import { attack } from './support/attack.ts'

/** What no course means, however well it is written. */
const beyond: readonly string[] = [
  'nodes: 1e308',
  'nodes: 101',
  'nodes: .inf',
  'nodes: -1',
  'nodes: 1.5',
  'nodes: 0x7fffffffffffffff',
  'resources: {cpus: {comfortable: 1e9}}',
  'resources: {memory: {comfortable: 1e308}}',
  'resources: {memory: {comfortable: 16777217}}',
  'resources: {disk: {minimum: 9007199254740993}}',
  `cluster: ${'a'.repeat(300)}`,
  `cluster: ${'a'.repeat(59)}`,
  `docker: ">=${'1'.repeat(300)}.0.0"`,
  `docker: "${'>=1.0.0 '.repeat(60)}"`,
  `mirrors: ["https://${'a'.repeat(600)}.example"]`,
  `mirrors: [${Array.from({ length: 201 }, (_, n) => `"https://m${n}.example"`).join(',')}]`,
  `alternatives: [${'{minikube: v1.25.2, kubernetes: v1.23.3},'.repeat(201)}]`,
  `lessons: {images: [${'nginx,'.repeat(201)}]}`,
]

/** Titles with what steers or cannot be seen. */
const titles = ['\\ud83d', '\\u200b', '\\u202e', '\\u2028', '\\e[31m', '\\ufeff', '\\0', '\\x9b1m']

const others = minimal.replace(/^title:.*\n/m, '')

attack('course files beyond every measure, and titles that steer', {
  all: [
    ...beyond.map((line) => `${minimal}${line}\n`),
    ...titles.map((each) => `${others}title: "Course ${each}"\n`),
    ...titles.map((each) => `${others}title: {en: Course, zh: "Course ${each}"}\n`),
    minimal.replace(/^minikube:.*$/m, `minikube: v1.25.2-${'a'.repeat(200)}`),
  ],
  make: (text) => {
    const parsed = parseProfile('course.yaml', text)
    if (parsed.ok) return [`${JSON.stringify(text.slice(-60))} is taken`]
    const [first] = parsed.problems
    const sentences = [first?.message.en ?? '', first?.message.zh ?? '']
    return sentences.every((said) => said.length > 10 && !/undefined|NaN/.test(said))
      ? []
      : [`${JSON.stringify(text.slice(-60))}: ${sentences.join(' / ')}`]
  },
})

const size = 64 * 1024
const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)

/** What is cheap to write and dear to read. */
const units: readonly string[] = [
  '"',
  "'",
  'a: 1\n',
  'a:\n',
  '- x\n',
  '- &a b\n',
  '- !a b\n',
  '*a\n',
  '&a ',
  '%\n',
  '---\n',
  '...\n',
  '{}',
  '[]',
  '{a: b\n',
  'a: [\n',
  '? a\n',
  '"a" ',
  '"a": 1\n',
  'a: b: ',
  '@\n',
  '`a\n',
  '|\n',
  '>\n',
  '"\\x',
  '\\',
  '\t',
  ' ',
  '\n',
  '\r',
  ':',
  ': ',
  '#\n',
  'a\uFF1A\n',
  '\uFEFF',
  'a',
  '\u8BFE',
  '<a>',
  'a://',
  'a://b?',
  'http://u:p@h ',
  'user:pw@',
  'password=',
  'token ',
  '-----BEGIN ',
  'x-token-',
  'aA1/',
  'mysql -p',
  'login ',
  'eyJ',
  '\u001B[',
  '\u001B]',
  '\u202E',
  '::error::',
  '##[',
  '{"a":',
  '\u4E8C\u8FDB\u5236\u6587\u4EF6',
  'Exiting due to ',
  'X Exiting due to GUEST_X: ',
  'I0101 00:00:00.000000 1 a.go:1] ',
  'msg="\\"',
]
const rows = Array.from({ length: 8000 }, (_, n) => `k${n}: 1\n`)
  .join('')
  .slice(0, size)
const images = `${minimal}lessons:\n  images:\n${'  - Nginx\n'.repeat(6000)}`.slice(0, size)

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a course file': (text) => parseProfile('course.yaml', text),
  'a course file, in quotes': (text) => parseProfile('course.yaml', `a: "${text.slice(8)}"`),
  'a log': explainText,
  'text to be scrubbed': (text) => scrubSecrets(text, []),
}

/** Milliseconds of this thread's processor, the least of three: what else runs on the machine does not count. */
const costOf = (work: () => unknown): number =>
  Math.min(
    ...[1, 2, 3].map(() => {
      const began = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }),
  )

attack('64 KiB of anything, read in 300 ms', {
  all: [...units.map(fill), rows, images].flatMap((text) =>
    Object.entries(readers).map(([name, read]) => ({ text, name, read })),
  ),
  short: 60,
  make: ({ text, name, read }) => {
    const ms = costOf(() => read(text))
    return ms <= 300 ? [] : [`${name} of ${JSON.stringify(text.slice(0, 20))}: ${ms} ms`]
  },
})

const { machine } = readMachine('ubuntu-22.04')
const first = 'https://course.example/p.yaml'

/** Where an address must not lead, and the code of what is said. */
const targets: readonly (readonly [string, string])[] = [
  ['http://course.example/p.yaml', 'redirect-http'],
  ['file:///etc/shadow', 'redirect-http'],
  ['ftp://course.example/p.yaml', 'redirect-http'],
  ['data:text/yaml,id: a', 'redirect-http'],
  ['javascript:alert(1)', 'redirect-http'],
  ['http://127.0.0.1:8080/', 'redirect-http'],
  ['https://localhost/p.yaml', 'redirect-private'],
  ['https://127.0.0.1/p.yaml', 'redirect-private'],
  ['https://2130706433/p.yaml', 'redirect-private'],
  ['https://0x7f.1/p.yaml', 'redirect-private'],
  ['https://0.0.0.0/p.yaml', 'redirect-private'],
  ['https://[::1]/p.yaml', 'redirect-private'],
  ['https://[::ffff:10.0.0.1]/p.yaml', 'redirect-private'],
  ['https://[fd00::1]/p.yaml', 'redirect-private'],
  ['https://[fe80::1]/p.yaml', 'redirect-private'],
  ['https://10.1.2.3/p.yaml', 'redirect-private'],
  ['https://192.168.1.1/p.yaml', 'redirect-private'],
  ['https://172.16.0.1/p.yaml', 'redirect-private'],
  ['https://169.254.169.254/latest/meta-data', 'redirect-private'],
  ['https://100.64.0.1/p.yaml', 'redirect-private'],
  ['https://router.example/p.yaml', 'redirect-private'],
  ['//router.example/p.yaml', 'redirect-private'],
]

attack('addresses of courses that lead elsewhere', {
  all: targets.flatMap(([location, code]) =>
    [301, 302, 303, 307, 308].map((status) => ({ location, code, status })),
  ),
  make: async ({ location, code, status }) => {
    const taken: Answer = { ok: true, status: 200, headers: {}, body: minimal, ms: 1 }
    const moved: Answer = { ok: true, status, headers: { location }, body: '', ms: 1 }
    const host = createReplayHost({
      ...machine,
      lookups: { 'course.example': ['203.0.113.7'], 'router.example': ['192.168.1.1'] },
      gets: { [`GET ${first}`]: moved, 'GET *': taken },
    })
    const loaded = await loadProfile(host, first)
    const said = loaded.ok ? 'it is taken' : (loaded.problems[0]?.code ?? '')
    const sentence = loaded.ok ? '' : (loaded.problems[0]?.message.en ?? '')
    return said === code && !/null/.test(sentence) ? [] : [`${location}: ${said}: ${sentence}`]
  },
})
