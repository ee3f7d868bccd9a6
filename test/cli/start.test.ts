import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bootFailure, provisionFailure } from '../support/minikube.ts'
import { codesIn, machineWith, parseReport, runCli } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import type { CourseWorld } from '../support/course-world.ts'

const command =
  'minikube start --kubernetes-version=v1.23.3 --driver=docker --container-runtime=docker'
/** Other work goes on at the same time. */
const patient = { timeout: 90_000 }

/** Root is refused unless forced. */
const force = process.getuid?.() === 0 ? ' --force' : ''
const called = `${command}${force} --output=json`

test.for([
  [['--no-start'], '--no-start belongs to --fix'],
  [['--start-timeout', '9'], '--start-timeout belongs to --fix'],
  [['--fix', '--start-timeout', '0'], '--start-timeout wants seconds between 1 and 14400, not "0"'],
] as const)('%j is refused', async ([args, message]) => {
  const { env } = machineWith({})
  expect(await runCli([...args], { env })).toMatchObject({
    code: 2,
    stderr: `k8s-doctor: ${message}\n`,
  })
})

test('in a pipe: the command, a row for each step, what it came to', patient, async () => {
  const world = courseWorld({
    starts: [{ downloads: [{ artifact: 'gcr.io/k8s-minikube/kicbase:v0.0.30' }] }],
  })
  const { code, stdout, stderr } = await world.fix()
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const rows = stdout.split('\n')
  expect(rows.slice(0, 3)).toEqual([
    'Starting the cluster:',
    `  ${command}${force}`,
    expect.stringMatching(
      /^ {5}0\/19 {2}minikube v1\.25\.2 \(stand-in\) on Debian 12 {2}\(\d+ s\)$/,
    ),
  ])
  expect(rows.filter((row) => /^ +\d+\/19 {2}/.test(row))).toHaveLength(12)
  expect(stdout).toMatch(/✓ The cluster has started in \d+ s: its node is Ready/)
  expect(stdout).toMatch(
    /✓ The first lesson works: nginx:alpine answered at http:\/\/127\.0\.0\.1:/,
  )
  expect(stdout).toContain('\nReady for the Kubernetes intro course')
  expect(stdout).not.toContain('\u001B')
  expect(world.typed('start')).toEqual([called])
})

test('in a pipe, too, the start shows what arrives in the cache', patient, async () => {
  const file = 'linux/amd64/v1.23.3/kubelet'
  const world = courseWorld({
    starts: [{ downloads: [{ file, progress: [0.1, 0.3, 0.5, 0.7, 0.9] }], downloadMs: 3500 }],
  })
  const { code, stdout } = await world.fix()
  expect(code).toBe(0)
  expect(stdout).toMatch(/ 5\/19 {2}fetching kubelet, \d+ B {2}\(\d+ s\)/)
})

test('in Chinese, minikube’s own steps too', patient, async () => {
  const { code, stdout } = await courseWorld().fix(['--lang', 'zh'])
  expect(code).toBe(0)
  for (const text of ['正在启动集群：', '启动控制平面', '✓ 集群已启动，用时', '✓ 第一课可以做'])
    expect(stdout).toContain(text)
  expect(stdout).not.toContain('Booting')
})

test('two starts fail, the third one succeeds', patient, async () => {
  const world = courseWorld({ starts: [bootFailure, provisionFailure, {}] })
  const { code, stdout } = await world.fix()
  expect(code).toBe(0)
  expect(stdout).toContain('✗ start 1 failed after')
  expect(stdout).toContain('minikube stopped with GUEST_START')
  expect(stdout).toContain('Before the next start: delete the cluster and make it anew')
  expect(stdout).toContain('Starting the cluster, third attempt of at most six:')
  expect(stdout).toContain('✓ The cluster has started at the third attempt')
  expect(
    world
      .calls()
      .flatMap(({ argv }) => (argv[0] === 'version' ? [] : [argv.slice(0, 2).join(' ')])),
  ).toEqual([
    'start --kubernetes-version=v1.23.3',
    'delete -p',
    'start --kubernetes-version=v1.23.3',
    'delete --all',
    'start --kubernetes-version=v1.23.3',
  ])
})

test('two starts on fresh nodes that fail of the same are the last', patient, async () => {
  const world = courseWorld({ starts: [bootFailure] })
  expect((await world.fix(['--yes'])).code).toBe(4)
  expect({ starts: world.typed('start').length, deletes: world.typed('delete').length }).toEqual({
    starts: 2,
    deletes: 1,
  })
})

test('in JSON: nothing but the report, with every start', patient, async () => {
  const world = courseWorld({ starts: [bootFailure, {}] })
  const { code, stdout, stderr } = await world.fix(['--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const report = parseReport(stdout)
  expect(report).toMatchObject({
    ready: true,
    fixes: [],
    course: {
      state: 'proven',
      attempts: [
        {
          argv: `${command}${force}`.split(' '),
          end: 'failed',
          exitCode: 80,
          causes: [{ code: 'minikube/GUEST_START', line: expect.stringContaining('GUEST_START') }],
        },
        { end: 'started', exitCode: 0, rung: 'delete-profile', causes: [] },
      ],
      rungs: [
        {
          rung: 'delete-profile',
          after: 1,
          fixes: [{ fix: 'ladder-delete-profile', risk: 'safe', result: 'fixed' }],
          steps: [
            { kind: 'delete-profile', state: 'done', commands: ['minikube delete -p minikube'] },
          ],
        },
      ],
      smoke: { state: 'works', image: 'nginx:alpine' },
    },
  })
  expect(codesIn(report).filter((code) => code.startsWith('cluster/'))).toEqual([])
})

const journalOf = ({ env }: CourseWorld): string => {
  const runs = join(env['HOME'] ?? '', '.local/state/k8s-doctor/runs')
  return readdirSync(runs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('')
}

test(
  'the start stands in the journal, and undo says that it cannot take it back',
  patient,
  async () => {
    const world = courseWorld()
    const report = parseReport((await world.fix(['--json'])).stdout)
    expect(journalOf(world)).toContain('"kind":"minikube-start"')
    const undone = await runCli(['undo', report.run ?? ''], { env: world.env })
    expect(undone.stdout).toContain('cannot be undone  start the cluster')
    expect(undone.code).toBe(0)
  },
)

test('nothing is deleted that this run has not made, unless somebody agrees', patient, async () => {
  const world = courseWorld({ starts: [{}, bootFailure] })
  await world.fix()
  const stopped = { ...world.env, NODES: 'gone' }
  const { code, stdout } = await world.fix(['--start-timeout', '60'], { env: stopped })
  expect({ code, starts: world.typed('start').length }).toEqual({ code: 4, starts: 2 })
  expect(stdout).toContain('--yes does')
  expect(world.typed('delete')).toEqual([])
  expect((await world.fix(['--yes'], { env: stopped })).code).toBe(4)
  expect(world.typed('delete').length).toBeGreaterThan(0)
})

test('--no-start stops before it', patient, async () => {
  const world = courseWorld()
  const { code, stdout } = await world.fix(['--no-start'])
  expect(code).toBe(0)
  expect(stdout).toContain('The cluster was not started (--no-start).')
  expect(world.typed('start')).toEqual([])
})

test('--dry-run names it and starts nothing', patient, async () => {
  const world = courseWorld()
  const { code, stdout } = await world.fix(['--dry-run'])
  expect(code).toBe(0)
  expect(stdout).toContain('and nothing has to be fetched (--offline), --fix starts the cluster')
  expect(stdout).toContain(`${command}${force}`)
  expect(world.typed('start')).toEqual([])
  expect(readdirSync(join(world.env['HOME'] ?? '', '.minikube'))).toEqual(['cache'])
})

test(
  '--start-timeout ends a start that comes to nothing, and says where it stood',
  patient,
  async () => {
    const world = courseWorld({ starts: [{ end: 'hang', at: 'Pulling Base Image' }] })
    const report = parseReport((await world.fix(['--start-timeout', '2', '--json'])).stdout)
    expect(report.course?.attempts[0]).toMatchObject({
      end: 'timeout',
      causes: [{ code: 'log/stuck-pull' }],
    })
  },
)

test('what is still in the way keeps it from starting', patient, async () => {
  const { folder, env } = machineWith({})
  const { stdout } = await runCli(['--fix', '--offline', '--json'], { env })
  expect(parseReport(stdout).course).toMatchObject({ state: 'not-begun', notBegun: 'not-ready' })
  expect(existsSync(join(folder, 'home/.minikube'))).toBe(false)
})

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s: minikube is asked to end, and what stays is said',
  patient,
  async (signal) => {
    const world = courseWorld({ starts: [{ end: 'hang', at: 'Creating Container' }] })
    const begun = async (): Promise<void> => {
      while (world.typed('start').length === 0) await sleep(50)
      await sleep(500)
    }
    const { code, stdout, stderr } = await world.fix(['--json'], {
      env: { ...world.env, NODES: 'gone' },
      during: (pid) => void begun().then(() => process.kill(pid, signal)),
    })
    expect(code).toBe(130)
    expect(stderr).toContain('Asking minikube to end.')
    expect(stderr).toContain('What minikube had made by then stays')
    const report = parseReport(stdout)
    expect(report.course).toMatchObject({
      state: 'interrupted',
      attempts: [{ end: 'interrupted' }],
    })
    // The half-made node is there by now.
    expect(report).toMatchObject({ ready: false, first: { code: 'cluster/running/api-down' } })
  },
)
