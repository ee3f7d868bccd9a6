import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { commandsOf } from '../../src/explain/commands.ts'
import { kubeadmChecks } from '../../src/explain/kubeadm.ts'
import { reasonCodes } from '../../src/explain/reasons.ts'
import { signatures } from '../../src/explain/signatures/index.ts'
import { explainLanguage } from '../../src/messages/explain.ts'
import { explanationToJson } from '../../src/report/explanation-json.ts'
import { explanationToPlain } from '../../src/report/explanation-plain.ts'
import { explanationToTerminal } from '../../src/report/explanation-terminal.ts'
import { width } from '../../src/report/layout.ts'
import { reportRedactor, terminalRedactor } from '../../src/report/redact.ts'
import { formatText } from '../../src/report/format.ts'
import { explainFixture, explainText } from '../support/explain.ts'
import { linesOf } from '../support/log-lines.ts'
import { secretLines } from '../support/canaries.ts'
import { leaksIn } from '../support/planting.ts'

const codes = Object.keys(linesOf)
const languages = ['en', 'zh'] as const
const plain = terminalRedactor([])

test('every signature has lines and words', () => {
  const given = [...signatures.map(({ code }) => code), ...Object.values(reasonCodes)]
  const own = given.filter((code) => !code.startsWith('minikube/'))
  expect(own.filter((code) => !codes.includes(code))).toEqual([])
})

test.for(languages)('every code has a sentence without args in %s', async (name) => {
  const { message, hint } = await explainLanguage(name)
  const broken = codes.filter((code) =>
    [message(code, {}), hint(code, {}) ?? []].some((text) =>
      /undefined|\s{2}|\[object/.test(formatText(text, name, plain)),
    ),
  )
  expect(broken).toEqual([])
})

test('a hint in English is a hint in Chinese', async () => {
  const [en, zh] = await Promise.all(languages.map(explainLanguage))
  const all = [...codes, 'minikube/X', ...kubeadmChecks.map((check) => `kubeadm/${check}`)]
  expect(
    all.filter((code) => (en?.hint(code, {}) === undefined) !== (zh?.hint(code, {}) === undefined)),
  ).toEqual([])
})

test.for(['log.md', 'log.zh.md'])('every code of a log alone has a section in %s', (page) => {
  const text = readFileSync(`docs/codes/${page}`, 'utf8')
  const sections = [...text.matchAll(/^## (.*)$/gm)].map(([, code = '']) => code)
  expect(sections.toSorted()).toEqual(codes.filter((code) => code.startsWith('log/')).toSorted())
})

test.for(['kubeadm.md', 'kubeadm.zh.md'])('every preflight check has a section in %s', (page) => {
  const text = readFileSync(`docs/codes/${page}`, 'utf8')
  const sections = [...text.matchAll(/^## kubeadm\/(.*)$/gm)].map(([, code]) => code)
  expect(sections).toEqual([...kubeadmChecks, 'other'])
})

const voiceIn = async (name: 'en' | 'zh') => ({
  language: await explainLanguage(name),
  redactor: plain,
  root: false,
})

test('the text of a log that failed', async () => {
  const text = explanationToPlain(
    explainFixture('seed-a2-21-centos-root-daemon-down'),
    await voiceIn('en'),
  )
  expect(text).toMatchInlineSnapshot(`
    "FAIL  docker/daemon/not-running  The Docker engine is not running
          line 4: - docker: Not healthy: "docker version --format {{.Server.Os}}-{{.Server.Version}}" exit status 1: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
          Start it, now and at every boot; with Docker Desktop, start that program and wait until it says that it runs.
          $ sudo systemctl enable --now docker
    WARN  user/root/login  This start was typed as root; minikube's docker driver will refuse that as soon as Docker answers
          line 1: [root@iZ2ze ~]# minikube start
          Start as a normal user in the group docker. On a machine to throw away --force does it too, but it switches off minikube's checks of CPUs, memory and versions.
    Not the cause: merely not installed: kvm2, podman, virtualbox, vmware; DRV_NOT_DETECTED only says that no driver was left.
    1 problem, 1 warning · docker/daemon/not-running
    "
  `)
})

test('the text of a log that failed, in Chinese', async () => {
  const text = explanationToPlain(explainFixture('user-locks'), await voiceIn('zh'))
  expect(text).toMatchInlineSnapshot(`
    "FAIL  user/locks/foreign  别的用户或 sudo 在这里运行过 minikube，留下了锁 /tmp/juju-mk270d1b5db5965f2dc9e9e25770a63417031943
          第 2 行：…:500ms Timeout:1m0s Cancel:<nil>}: unable to open /tmp/juju-mk270d1b5db5965f2dc9e9e25770a63417031943: permission denied
          确认没有 minikube 在运行后，删除 /tmp/juju-mk* 这些文件。不要改 fs.protected_regular。
    不要照这个建议做：fs.protected_regular=0 会削弱整个系统的安全；删除锁文件就好。
          第 3 行：* Suggestion: Run 'sudo sysctl fs.protected_regular=0', or try a driver which does not require root, such as '--driver=docker'
    1 个问题，0 个警告 · user/locks/foreign
    "
  `)
})

test.for([
  ['fine-done', /^Nothing wrong found in 11 lines: the start came to its end\.\nNot the cause: /],
  ['fine-status', /^Nothing wrong found in 6 lines\.\n$/],
  ['unknown-java', /^Nothing recognised in 2 lines/],
] as const)('%s: it says so', async ([name, said]) => {
  expect(explanationToPlain(explainFixture(name), await voiceIn('en'))).toMatch(said)
})

test.for([40, 80, 120])('on a terminal of %i columns nothing runs over', async (columns) => {
  for (const name of languages) {
    const look = { ...(await voiceIn(name)), columns, paint: (_: string, text: string) => text }
    const text = explanationToTerminal(explainFixture('order-daemon-then-root-then-pull'), look)
    // Commands stay whole, so that they can be copied.
    const lines = text.split('\n').filter((line) => !line.includes('→'))
    expect(lines.filter((line) => width(line) > columns)).toEqual([])
  }
})

const schema: unknown = JSON.parse(readFileSync('schema/explanation.schema.json', 'utf8'))
const valid = new Ajv({ strict: false }).compile(
  typeof schema === 'object' && schema !== null ? schema : {},
)

const jsonOf = async (text: string) =>
  explanationToJson(explainText(text), {
    ...(await voiceIn('en')),
    redactor: reportRedactor([], { users: [{ name: 'ann', home: '/home/ann' }], hostname: 'box' }),
  })

test('JSON keeps the contract', async () => {
  const text = Object.values(linesOf).flat().join('\n')
  const json = await jsonOf(text)
  expect({ valid: valid(json), errors: valid.errors }).toEqual({ valid: true, errors: null })
  expect(json.schema).toBe('k8s-doctor/explanation/1')
  expect(json.findings.length).toBeGreaterThan(50)
})

test('people have pseudonyms in JSON', async () => {
  const json = await jsonOf('open /home/ann/.minikube/config.json: permission denied')
  expect(json.findings[0]).toMatchObject({ code: 'user/files/foreign-owner' })
  expect(JSON.stringify(json)).not.toContain('ann')
})

test('no secret of a log is shown', async () => {
  const text = secretLines
    .map((line) => `Error response from daemon: ${line}: no space left on device`)
    .join('\n')
  expect(leaksIn(JSON.stringify(await jsonOf(text)))).toEqual([])
  expect(leaksIn(explanationToPlain(explainText(text), await voiceIn('en')))).toEqual([])
})

test('no command deletes more than one cluster', () => {
  const all = codes.flatMap((code) => commandsOf(code).map(({ argv }) => argv.join(' ')))
  expect(all.filter((line) => /--all|--purge|prune|rm /.test(line))).toEqual([])
})
