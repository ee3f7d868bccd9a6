import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { machineWith, parseReport, runCli, runProcess, bin } from '../support/cli.ts'

const down = `echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1`
const quick = () => machineWith({ docker: down })

test('--output writes JSON to a file and the text to the terminal', async () => {
  const { folder, env } = quick()
  const file = join(folder, 'report.json')
  const { code, stdout } = await runCli(['--offline', '--output', file], { env })
  expect(code).toBe(1)
  expect(stdout).toContain('docker/daemon/not-running')
  expect(parseReport(readFileSync(file, 'utf8')).first?.code).toBe('docker/daemon/not-running')
  expect(readdirSync(folder).toSorted()).toEqual(['bin', 'home', 'report.json', 'tmp'])
})

test('--json --output writes the file and prints nothing', async () => {
  const { folder, env } = quick()
  const file = join(folder, 'report.json')
  expect(await runCli(['--json', '--offline', '-o', file], { env })).toMatchObject({
    code: 1,
    stdout: '',
    stderr: '',
  })
  expect(parseReport(readFileSync(file, 'utf8')).ready).toBe(false)
})

test('--output with .txt writes plain text without colours', async () => {
  const { folder, env } = quick()
  const file = join(folder, 'report.txt')
  await runCli(['--offline', '--output', file], { env: { ...env, FORCE_COLOR: '1' } })
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('FAIL  docker/daemon/not-running')
  expect(text).not.toContain('\u001B[')
})

test.for([
  ['a missing folder', 'missing/report.json', 'the folder does not exist'],
  ['a file as folder', 'bin/docker/report.json', 'the folder does not exist'],
  ['a folder', 'home', 'it is a folder'],
] as const)('--output into %s is refused with one sentence', async ([, name, reason]) => {
  const { folder, env } = quick()
  const file = join(folder, name)
  const { code, stderr } = await runCli(['--json', '--offline', '--output', file], { env })
  expect(code).toBe(2)
  expect(stderr).toBe(`k8s-doctor: cannot write ${file}: ${reason}\n`)
  expect(readdirSync(folder).toSorted()).toEqual(['bin', 'home', 'tmp'])
})

test.runIf(process.platform === 'linux')('--output into a place that is read-only', async () => {
  const { env } = quick()
  const { code, stderr } = await runCli(
    ['--json', '--offline', '--output', '/proc/sys/report.json'],
    { env },
  )
  expect(code).toBe(2)
  expect(stderr).toMatch(/^k8s-doctor: cannot write \/proc\/sys\/report\.json: [a-z].*\n$/)
})

type Argv = readonly [string, ...string[]]

/** Root without the right to pass over permissions; anybody else as they are. */
const underPermissions = (argv: Argv): Argv =>
  process.getuid?.() === 0
    ? [
        '/usr/bin/setpriv',
        '--inh-caps',
        '-dac_override',
        '--bounding-set',
        '-dac_override',
        ...argv,
      ]
    : argv

test('--output without permission', async () => {
  const { folder, env } = quick()
  const place = join(folder, 'closed')
  mkdirSync(place)
  chmodSync(place, 0o500)
  const { code, stderr } = await runProcess(
    underPermissions([
      process.execPath,
      bin,
      '--json',
      '--offline',
      '--output',
      join(place, 'report.json'),
    ]),
    { env },
  )
  expect(code).toBe(2)
  expect(stderr).toContain('no permission')
})

// Only special files of our own, in a throw-away folder: a mistake here must not reach the machine's devices.
test.runIf(process.platform === 'linux')(
  '--output into a pipe writes there and leaves it a pipe',
  async () => {
    const { folder, env } = quick()
    const pipe = join(folder, 'tmp/pipe')
    await runProcess(['/usr/bin/mkfifo', pipe])
    const [{ code }, reader] = await Promise.all([
      runCli(['--json', '--offline', '--output', pipe], { env }),
      runProcess(['/usr/bin/timeout', '20', '/bin/cat', pipe]),
    ])
    expect(code).toBe(1)
    expect(lstatSync(pipe).isFIFO()).toBe(true)
    expect(parseReport(reader.stdout).ready).toBe(false)
  },
)

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  '--output into a full device says so and leaves it a device',
  async ({ skip }) => {
    const { folder, env } = quick()
    const device = join(folder, 'tmp/full')
    const made = await runProcess(['/usr/bin/mknod', device, 'c', '1', '7'])
    skip(made.code !== 0, 'this machine makes no device nodes')
    expect(await runCli(['--json', '--offline', '--output', device], { env })).toMatchObject({
      code: 2,
      stderr: `k8s-doctor: cannot write ${device}: the disk is full\n`,
    })
    expect(lstatSync(device).isCharacterDevice()).toBe(true)
  },
)

test('--output through a symbolic link writes its target and leaves the link', async () => {
  const { folder, env } = quick()
  const link = join(folder, 'home/link.json')
  symlinkSync('../tmp/target.json', link)
  const { code } = await runCli(['--json', '--offline', '--output', link], { env })
  expect(code).toBe(1)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(parseReport(readFileSync(join(folder, 'tmp/target.json'), 'utf8')).ready).toBe(false)
})

test('a reader that leaves early is no error', async () => {
  const { env } = quick()
  const shell = `"$0" "$1" --verbose --offline; echo "rc $?" >&2`
  const { stdout, stderr } = await runProcess(
    ['/bin/sh', '-c', `{ ${shell}; } | /usr/bin/head -1`, process.execPath, bin],
    { env },
  )
  expect(stdout.split('\n')).toHaveLength(2)
  expect(stderr).toMatch(/^rc [013]\n$/)
})

test.runIf(existsSync('/dev/full'))('stdout that is full', async () => {
  const { env } = quick()
  const { stderr } = await runProcess(
    ['/bin/sh', '-c', `"$0" "$1" --offline > /dev/full; echo "rc $?" >&2`, process.execPath, bin],
    { env },
  )
  // A report that could not be written is not delivered: not the exit code of a verdict.
  expect(stderr).toBe('k8s-doctor: cannot write the output: the disk is full\nrc 2\n')
})
