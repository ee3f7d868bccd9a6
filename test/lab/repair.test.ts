import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codesIn, parseReport, statusOf } from '../support/cli.ts'
import type { Ended } from '../support/cli.ts'
import { learner, startDebian } from './support/debian.ts'
import type { Debian, Inside } from './support/debian.ts'

let debian: Debian
beforeAll(async () => {
  debian = await startDebian()
}, 120_000)
afterAll(() => debian.dispose())

const docker = ['--only', 'docker', '--json'] as const
const fix = (options: Inside = {}): Promise<Ended> =>
  debian.doctor([...docker, '--fix', '--yes'], options)
const look = async (options: Inside = {}) =>
  parseReport((await debian.doctor(docker, options)).stdout)

/** What a run did: `kind state`, a line each. */
const steps = ({ stdout }: Ended): readonly string[] =>
  (parseReport(stdout).rounds ?? []).flatMap((round) =>
    round.steps.map(({ kind, state }) => `${kind} ${state}`),
  )
const troubles = ({ stdout }: Ended): readonly string[] =>
  (parseReport(stdout).rounds ?? []).flatMap((round) =>
    round.steps.flatMap(({ trouble }) =>
      trouble === undefined ? [] : [`${trouble.why}: ${trouble.detail}`],
    ),
  )

const config = (): string => join(debian.root, 'etc/docker/daemon.json')
const configure = async (text: string): Promise<void> => {
  await debian.sh('mkdir -p /etc/docker; service docker stop >/dev/null; : > /var/log/docker.log')
  writeFileSync(config(), text)
}
const asLearner: Inside = { user: learner }
const running = async (): Promise<string> =>
  (await debian.run(['docker', 'ps', '-q'])).stdout.trim()

const journals = (): readonly string[] =>
  readdirSync(join(debian.root, `home/${learner}`), { recursive: true, encoding: 'utf8' })

test('no docker at all: installed from Debian’s packages, started, and green', async () => {
  expect((await look()).first?.code).toBe('docker/installed/absent')
  const run = await debian.doctor(['--only', 'docker', '--fix', '--yes'])
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(run.stdout).toContain('✓ install the package docker.io')
  expect(run.stdout).toContain('✓ start and enable docker.service')
  // Nobody takes packages away again.
  expect(run.stdout).toContain('Undo what can be undone: k8s-doctor undo ')
  const report = await look()
  expect(codesIn(report)).toEqual([])
  for (const id of ['installed', 'daemon', 'access', 'version'])
    expect(statusOf(report, `docker/${id}`)).toBe('passed')
  const again = await fix()
  expect([again.code, steps(again)]).toEqual([0, []])
}, 240_000)

describe('somebody without rights', () => {
  test('no sudo: the administrator gets the commands', async () => {
    await debian.sh('service docker stop; rm -f /usr/bin/sudo')
    const run = await debian.doctor(['--only', 'docker', '--fix', '--yes'], asLearner)
    expect(run.code).toBe(4)
    expect(run.stdout).toContain('sudo service docker start')
    expect(journals().filter((name) => name.endsWith('journal.jsonl'))).toEqual([])
  })

  test('sudo that wants a password, and nobody to ask', async () => {
    await debian.sh(
      `apt-get install -y --reinstall sudo >/dev/null 2>&1; echo '${learner} ALL=(ALL) ALL' > /etc/sudoers.d/lab`,
    )
    const run = await fix(asLearner)
    expect([run.code, steps(run)]).toEqual([4, ['service handed-over']])
  })

  test('the group that was missing is joined, and counts in the same run', async () => {
    await debian.sh(
      `service docker start; echo '${learner} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/lab`,
    )
    expect((await look(asLearner)).first?.code).toBe('docker/access/not-in-group')
    const run = await fix(asLearner)
    expect([run.code, run.stderr, steps(run)]).toEqual([0, '', ['group-member done']])
    expect(statusOf(parseReport(run.stdout), 'docker/access')).toBe('passed')
    expect(await debian.sh(`id -nG ${learner}`)).toContain('docker')
  })
})

describe('daemon.json', () => {
  test('a setting the engine does not know goes, the others stay as they are written', async () => {
    const text =
      '{\n\t"log-level" : "warn",\n\t"registry_mirrors": ["https://a.invalid"],\n\t"max-concurrent-downloads": 5\n}\n'
    await configure(text)
    await debian.run(['service', 'docker', 'start'])
    const run = await fix()
    expect(codesIn(await look())).toEqual([])
    expect([run.code, steps(run)]).toEqual([0, ['merge-json done', 'service done']])
    expect(readFileSync(config(), 'utf8')).toBe(
      '{\n\t"log-level" : "warn",\n\t"max-concurrent-downloads": 5\n}\n',
    )
    await debian.sh('service docker stop >/dev/null')
    const undone = await debian.doctor(['undo'])
    expect([undone.code, undone.stderr]).toEqual([0, ''])
    expect(readFileSync(config(), 'utf8')).toBe(text)
  })

  test('what is no JSON is said with line and column, and not touched', async () => {
    const text = '{\n  "log-level": "warn",\n}\n'
    await configure(text)
    const run = await debian.doctor(['--only', 'docker', '--fix', '--yes'])
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('/etc/docker/daemon.json is not valid JSON (line 3, column 1)')
    expect(readFileSync(config(), 'utf8')).toBe(text)
  })
})

test('two repairs at once: one does it, the other waits and finds it done', async () => {
  await configure('{}')
  const both = await Promise.all([fix(), fix()])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(both.map(steps).toSorted((a, b) => a.length - b.length)).toEqual([[], ['service done']])
  expect(both.map(({ stderr }) => stderr).filter((text) => text !== '')).toHaveLength(1)
})

describe('with a container running', () => {
  const mirrors =
    '{ "log-level": "warn", "registry-mirrors": ["https://registry.docker-cn.com"] }\n'
  const without = '{ "log-level": "warn" }\n'

  beforeAll(async () => {
    await configure(mirrors)
    await debian.sh(
      `service docker start; mkdir /tmp/image; cp $(command -v busybox) /tmp/image/
      for i in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.2; done
      tar -C /tmp/image -c . | docker import - course:1
      docker run -d --network none --cgroup-parent=/${debian.cgroup} course:1 \
        /busybox sh -c 'trap exit TERM; while :; do /busybox sleep 1; done'`,
    )
  })

  test('a restart that would stop it is not done unasked', async () => {
    const before = await running()
    expect(before).not.toBe('')
    const run = await debian.doctor(['--only', 'docker', '--fix'])
    expect(run.code).toBe(4)
    expect(run.stdout).toContain('--yes')
    expect(await running()).toBe(before)
    expect(readFileSync(config(), 'utf8')).toBe(mirrors)
  })

  test('an /etc that cannot be written leaves everything as it is', async () => {
    const before = await running()
    await debian.sh('mount --bind -o ro /etc /etc')
    const run = await fix()
    await debian.sh('umount /etc')
    expect(run.code).toBe(4)
    expect(troubles(run)).toEqual([expect.stringMatching(/^no-permission: .*read-only/)])
    expect(await running()).toBe(before)
  })

  test.for([
    ['a read-only home', 'mount -t tmpfs -o ro none /root', 'no-permission: cannot write .*EROFS'],
    [
      'a full disk',
      'mount -t tmpfs -o size=4k none /root && dd if=/dev/zero of=/root/full bs=4k 2>/dev/null || true',
      'no-space: cannot write .*ENOSPC',
    ],
  ])('%s: without a journal nothing is done', async ([, mount = '', trouble = '']) => {
    const before = await running()
    await debian.sh(mount)
    const run = await fix()
    await debian.sh('umount /root')
    expect(run.code).toBe(4)
    expect(troubles(run)).toEqual([expect.stringMatching(new RegExp(`^${trouble}`))])
    expect([await running(), readFileSync(config(), 'utf8')]).toEqual([before, mirrors])
  })

  test('it is done once somebody agrees to it', async () => {
    const run = await fix()
    expect([run.code, steps(run)]).toEqual([0, ['merge-json done', 'service done']])
    expect(await running()).toBe('')
    expect(readFileSync(config(), 'utf8')).toBe(without)
  })
})
