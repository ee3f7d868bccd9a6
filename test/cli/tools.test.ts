import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alive, codesIn, machineWith, parseReport, runCli, statusOf } from '../support/cli.ts'

const tools = ['docker', 'kubectl', 'minikube'] as const

/** The same strange program under every name. */
const everyTool = (body: string) =>
  machineWith(Object.fromEntries(tools.map((name) => [name, body])))

const remember = 'echo $$ >> "$TMPDIR/pids"; '

test.for([
  ['hang', '/bin/sleep 60'],
  ['hang and ignore SIGTERM', `trap '' TERM INT HUP; /bin/sleep 60 & /bin/sleep 60; /bin/sleep 60`],
  ['talk without end', 'while :; do echo still here; /bin/sleep 1; done'],
] as const)('tools that %s cost their deadline once and leave nothing behind', async ([, body]) => {
  const { folder, env } = everyTool(remember + body)
  const { code, stdout } = await runCli(['--json'], { env })
  const report = parseReport(stdout)
  expect(codesIn(report)).toContain('docker/daemon/hung')
  expect(report.first?.code).toBe('docker/daemon/hung')
  expect(report.checks.filter(({ status }) => status === 'crashed')).toEqual([])
  expect(code).toBe(1)
  // Each hangs for longer than this test may last: that there is a report is the proof of the deadline.
  const pids = readFileSync(join(folder, 'tmp/pids'), 'utf8').trim().split('\n').map(Number)
  expect(pids.length).toBeGreaterThan(0)
  expect(pids.filter(alive)).toEqual([])
})

/** What docker says, and what must be made of it: a status of docker/daemon, or a code. */
const answers: readonly (readonly [string, string, string])[] = [
  ['garbage JSON', `echo '{"Client":{"Version":'`, 'docker/daemon/failed'],
  ['JSON of another shape', `echo '{"Client":[1,2],"Server":"none"}'`, 'unknown'],
  ['a JSON scalar', 'echo 42', 'docker/daemon/failed'],
  [
    'HTML',
    "echo '<!DOCTYPE html><html><body>Login required</body></html>'",
    'docker/daemon/failed',
  ],
  ['nothing', 'exit 0', 'docker/daemon/failed'],
  [
    'bytes that are no UTF-8',
    String.raw`printf '\377\376\000\200{\303\050'`,
    'docker/daemon/failed',
  ],
  ['exit 137 without a word', 'kill -9 $$', 'docker/daemon/failed'],
  [
    '20 MB of output',
    '/bin/dd if=/dev/zero bs=1048576 count=20 2>/dev/null',
    'docker/daemon/failed',
  ],
  [
    '20 MB of one JSON string',
    `printf '{"Client":{"Version":"'; /bin/dd if=/dev/zero bs=1048576 count=20 2>/dev/null`,
    'docker/daemon/failed',
  ],
  [
    'only stderr',
    `echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1`,
    'docker/daemon/not-running',
  ],
  [
    'one line of a megabyte',
    `{ printf 'permission denied while trying to connect to the Docker daemon socket at '; /bin/dd if=/dev/zero bs=1000000 count=1 2>/dev/null | /usr/bin/tr '\\0' a; } >&2; exit 1`,
    'docker/access/denied',
  ],
  [
    'stderr nobody knows',
    `echo 'segmentation fault (core dumped)' >&2; exit 139`,
    'docker/daemon/failed',
  ],
]

test.for(answers)('tools that answer with %s', async ([, body, expected]) => {
  const { env } = everyTool(body)
  const { code, stdout, stderr } = await runCli(['--json', '--offline'], { env })
  const report = parseReport(stdout)
  expect(report.checks.filter(({ status }) => status === 'crashed')).toEqual([])
  expect([statusOf(report, 'docker/daemon'), ...codesIn(report)]).toContain(expected)
  expect([1, 3]).toContain(code)
  expect(stderr).toBe('')
  expect(stdout.length).toBeLessThan(1_000_000)
})

test('a program that may not be executed is not there', async () => {
  const { folder, env } = machineWith({})
  const { stdout } = await runCli(['--json', '--offline'], {
    env: { ...env, PATH: `${join(folder, 'home')}:/nowhere` },
  })
  expect(codesIn(parseReport(stdout))).toContain('docker/installed/absent')
})

test('a program that the kernel cannot start', async () => {
  const { folder, env } = machineWith({ docker: '' })
  writeFileSync(join(folder, 'bin/docker'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 9, 9, 9, 9]))
  const report = parseReport((await runCli(['--json', '--offline'], { env })).stdout)
  expect(statusOf(report, 'docker/daemon')).toBe('unknown')
})

test('stdin may be closed or stay open for ever', async () => {
  const { env } = everyTool('exit 1')
  const open = await runCli(['--offline'], { env, stdin: 'open' })
  const closed = await runCli(['--offline'], { env, stdin: 'ignore' })
  expect(open.code).toBe(closed.code)
})
