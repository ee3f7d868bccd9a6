import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { copyProgram, machineWith, parseReport, runCli, runProcess } from '../support/cli.ts'
import type { ProcessOptions } from '../support/cli.ts'
import { readMachine } from '../support/machine-file.ts'
import { isRoot, somebody } from '../support/somebody.ts'

const { runs } = readMachine('ubuntu-22.04').machine
const answer = (to: 'version' | 'info'): string =>
  JSON.stringify(runs[`docker ${to} --format {{json .}}`]?.json)
/** An engine that runs once systemctl has started it. */
const programs = {
  docker: `if [ -e "$TMPDIR/up" ]; then
  case "$1" in info) echo '${answer('info')}' ;; version) echo '${answer('version')}' ;; esac
  exit 0
fi
echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2
exit 1`,
  systemctl: `echo "$*" >> "$TMPDIR/log"
case "$*" in
  *start*|*--now*) /bin/sleep "\${SLOW:-0}"; : > "$TMPDIR/up" ;;
  *stop*) /bin/rm -f "$TMPDIR/up" ;;
  is-*) if [ -e "$TMPDIR/up" ]; then echo active; else echo inactive; exit 3; fi ;;
  show*) if [ -e "$TMPDIR/up" ]; then echo "LoadState=loaded
ActiveState=active
SubState=running
UnitFileState=enabled"; else echo "LoadState=loaded
ActiveState=inactive
SubState=dead
UnitFileState=disabled"; fi ;;
esac`,
}

/** Mounts of its own: systemd seems to run, and nothing below /run or /etc is this machine's. */
const world = `/bin/mount -t tmpfs none /run && /bin/mkdir -p /run/systemd/system && exec "$@"`
const asSomebody = [
  '/usr/bin/setpriv',
  '--reuid',
  '65534',
  '--regid',
  '65534',
  '--clear-groups',
  '--',
]

const stopped = (more: Readonly<Record<string, string>> = {}, who: readonly string[] = []) => {
  const { folder, env } = machineWith(programs)
  const program = copyProgram(folder)
  const cli = (args: readonly string[], options: ProcessOptions = {}) =>
    runProcess(
      [
        '/usr/bin/unshare',
        '-m',
        '/bin/sh',
        '-c',
        world,
        'sh',
        ...who,
        process.execPath,
        program,
        '--offline',
        '--only',
        'docker/daemon',
        ...args,
      ],
      { env: { ...env, ...more }, ...options },
    )
  const changes = (): readonly string[] =>
    existsSync(join(folder, 'tmp/log'))
      ? readFileSync(join(folder, 'tmp/log'), 'utf8')
          .split('\n')
          .filter((line) => /enable|start|stop/.test(line) && !/^(show|is-)/.test(line))
      : []
  return { folder, env, cli, changes }
}

const own = process.platform === 'linux' && isRoot && existsSync('/usr/bin/unshare')
const mayUnshare =
  own &&
  (await runProcess(['/usr/bin/unshare', '-m', '/bin/sh', '-c', world, 'sh', '/bin/true'])).code ===
    0

test.for([
  [['--dry-run'], '--dry-run belongs to --fix'],
  [['--yes'], '--yes belongs to --fix'],
] as const)('%j alone is refused', async ([args, message]) => {
  const { env } = machineWith({})
  expect(await runCli([...args], { env })).toMatchObject({
    code: 2,
    stderr: `k8s-doctor: ${message}\n`,
  })
})

test('undo with nothing to undo', async () => {
  const { folder, env } = machineWith({})
  expect(await runCli(['undo', '--list'], { env })).toMatchObject({
    code: 0,
    stdout: 'There is no run to undo.\nk8s-doctor has installed nothing here.\n',
  })
  expect(await runCli(['undo'], { env })).toMatchObject({ code: 2 })
  expect(await runCli(['undo', '2026-01-01'], { env })).toMatchObject({
    code: 2,
    stderr: 'k8s-doctor: there is no run "2026-01-01"; k8s-doctor undo --list shows them\n',
  })
  expect(readdirSync(join(folder, 'home'))).toEqual(['.keep'])
})

test.runIf(mayUnshare)('--fix --dry-run shows every command and changes nothing', async () => {
  const { folder, cli, changes } = stopped()
  const { code, stdout } = await cli(['--fix', '--dry-run'])
  expect(code).toBe(1)
  expect(stdout).toContain('systemctl enable --now docker.service')
  expect(stdout).toContain('docker/daemon/not-running')
  expect(stdout).toContain('Nothing was changed')
  const json = parseReport((await cli(['--fix', '--dry-run', '--json'])).stdout)
  expect(json.fixes).toMatchObject([{ fix: 'start-docker', round: 1, result: 'planned' }])
  expect(json.rounds?.[0]?.steps[0]).toMatchObject({
    kind: 'service',
    state: 'planned',
    risk: 'system',
    commands: ['systemctl enable --now docker.service'],
  })
  expect(changes()).toEqual([])
  expect(readdirSync(join(folder, 'home'))).toEqual(['.keep'])
})

test.runIf(mayUnshare)(
  'without a terminal and without consent nothing of risk is done',
  async () => {
    const { folder, cli, changes } = stopped()
    const { code, stdout } = await cli(['--fix'])
    expect(code).toBe(4)
    expect(stdout).toContain('--yes')
    expect(changes()).toEqual([])
    expect(readdirSync(join(folder, 'home'))).toEqual(['.keep'])
  },
)

test.runIf(mayUnshare).for([['--yes', {}] as const, ['CI', { CI: 'true' }] as const])(
  '%s consents: repaired, written down, looked at again, undone',
  async ([how, more]) => {
    const { folder, cli, changes } = stopped(more)
    const flags = how === '--yes' ? ['--yes'] : []
    const { code, stdout, stderr } = await cli(['--fix', '--json', ...flags])
    const report = parseReport(stdout)
    expect({ code, stderr, fixes: report.fixes }).toMatchObject({
      code: 0,
      stderr: '',
      fixes: [{ fix: 'start-docker', result: 'fixed', steps: [{ state: 'done' }] }],
    })
    expect(changes().length).toBeGreaterThan(0)
    const run = report.run ?? ''
    expect(readdirSync(join(folder, 'home/.local/state/k8s-doctor/runs'))).toEqual([run])
    const again = await cli(['--fix', '--yes'])
    expect(again).toMatchObject({ code: 0 })
    expect(again.stdout).toContain('nothing k8s-doctor can repair')
    expect((await cli(['undo', '--list'])).stdout).toContain(`${run}  1 step`)
    const undone = await cli(['undo', run])
    expect({ code: undone.code, stdout: undone.stdout }).toMatchObject({ code: 0 })
    expect(undone.stdout).toContain('undone  start and enable docker.service')
    expect((await cli(['undo', run])).stdout).toContain('is left to undo')
  },
)

const terminal = '/usr/bin/script'

test.runIf(mayUnshare && existsSync(terminal)).for([
  ['y', 0],
  ['n', 4],
  ['', 4],
] as const)('at a terminal somebody answers "%s"', async ([answer, code]) => {
  const { cli, changes } = stopped({ TERM: 'xterm', ANSWER: answer }, [
    '/bin/sh',
    '-c',
    `printf '%s\\n' "$ANSWER" | ${terminal} -qec "$(printf '%s ' "$@")" /dev/null`,
    'sh',
  ])
  const ended = await cli(['--fix'])
  expect(ended.stdout).toContain('Do this: start the Docker engine?')
  expect({ code: ended.code, changed: changes().length > 0 }).toEqual({ code, changed: code === 0 })
})

test.runIf(mayUnshare)('without sudo an administrator gets the exact commands', async () => {
  const { folder, cli, changes } = stopped({}, asSomebody)
  await runProcess(['/bin/chown', '-R', `${somebody.uid}:${somebody.gid}`, folder])
  await runProcess(['/bin/chmod', '755', folder])
  const { code, stdout } = await cli(['--fix', '--yes'])
  expect(code).toBe(4)
  expect(stdout).toContain('For an administrator, as root:')
  expect(stdout).toContain('    sudo systemctl enable --now docker.service')
  expect(changes()).toEqual([])
})

test.runIf(mayUnshare)('a signal lets the step in hand end and says so', async () => {
  const { folder, cli } = stopped({ SLOW: '1' })
  const begun = async (): Promise<void> => {
    while (
      !existsSync(join(folder, 'tmp/log')) ||
      !/enable|start/.test(readFileSync(join(folder, 'tmp/log'), 'utf8'))
    )
      await sleep(20)
  }
  const { code, stdout, stderr } = await cli(['--fix', '--yes', '--json'], {
    during: (pid) => {
      void begun().then(() => process.kill(pid, 'SIGINT'))
    },
  })
  expect(code).toBe(130)
  expect(stderr).toContain('Interrupted')
  expect(existsSync(join(folder, 'tmp/up'))).toBe(true)
  const report = parseReport(stdout)
  expect(report.fixes).toMatchObject([{ result: 'not-reached', steps: [{ state: 'done' }] }])
  expect((await cli(['undo', report.run ?? ''])).code).toBe(0)
})

test.runIf(mayUnshare)('two at once: the second waits, then finds nothing left to do', async () => {
  const { cli, changes } = stopped({ SLOW: '1' })
  const [first, second] = await Promise.all([cli(['--fix', '--yes']), cli(['--fix', '--yes'])])
  expect([first.code, second.code]).toEqual([0, 0])
  expect(first.stderr + second.stderr).toContain('Waiting for another k8s-doctor')
  expect(changes().filter((line) => line.includes('docker'))).toHaveLength(1)
})

test.runIf(mayUnshare)('where no journal can be kept nothing is done', async () => {
  const { cli, changes } = stopped({ XDG_STATE_HOME: '/proc/nowhere' })
  const { code, stdout } = await cli(['--fix', '--yes'])
  expect(code).toBe(4)
  expect(stdout).toContain('cannot write /proc/nowhere')
  expect(changes()).toEqual([])
})
