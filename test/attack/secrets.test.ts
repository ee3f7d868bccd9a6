import { commandLines } from './support/command-lines.ts'
import { chownSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { secretEnvironment, secretFiles, secretLines } from '../support/canaries.ts'
import { copyProgram, machineWith, runProcess, writeFiles } from '../support/cli.ts'
import { canaryCount, leaksIn } from '../support/planting.ts'
import { secretShapes } from '../support/secret-shapes.ts'
import { isRoot, somebody } from '../support/somebody.ts'
import { attack } from './support/attack.ts'

const lines = [...secretLines, ...secretShapes]
const perTool = 10
const chunks = Array.from({ length: Math.ceil(lines.length / perTool) }, (_, index) =>
  lines.slice(index * perTool, (index + 1) * perTool).join('\n'),
)

/** Notes its command line, says what a careless tool says, and fails. */
const careless = `printf '%s ' "$0" "$@" >> "\${0%/*}/../argv"; echo >> "\${0%/*}/../argv"
/bin/cat "\${0%/*}/../said" >&2
exit 1`

/** As sudo: drops its own words, becomes nobody else, and logs as it does. */
const standInSudo = `printf '%s ' "$0" "$@" >> "\${0%/*}/../argv"; echo >> "\${0%/*}/../argv"
while [ $# -gt 0 ] && [ "$1" != -- ]; do shift; done
[ $# = 0 ] || shift
[ $# = 0 ] && exit 0
exec /usr/bin/env -i PATH="$PATH" "$@"`

const tools = [
  'docker',
  'kubectl',
  'minikube',
  'journalctl',
  'apt-get',
  'dpkg-query',
  'id',
] as const

const world = (said: string) => {
  const { folder, env } = machineWith({
    ...Object.fromEntries(tools.map((name) => [name, careless])),
    systemctl: `${careless.replace('exit 1', '')}
case "$*" in *show*) echo 'LoadState=loaded'; echo 'ActiveState=inactive'; echo 'UnitFileState=disabled';; esac
exit 0`,
    docker: careless.replace(
      'exit 1',
      "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1",
    ),
    sudo: standInSudo,
    timeout: 'shift 3; exec "$@"',
  })
  writeFiles(folder, { said, argv: '', log: lines.join('\n') })
  writeFiles(join(folder, 'home'), secretFiles)
  return { folder, env: { ...env, ...secretEnvironment, NO_PROXY: 'localhost,git-7.corp.example' } }
}

const commands = (folder: string): readonly (readonly string[])[] => [
  ['--verbose'],
  ['--json', '--verbose'],
  ['--lang', 'zh', '--verbose', '--output', join(folder, 'tmp/out.log')],
  ['--output', join(folder, 'tmp/out.json')],
  ['record', join(folder, 'tmp/record.json')],
  ['route', '--verbose'],
  ['route', '--json'],
  ['--fix', '--dry-run', '--verbose'],
  ['--fix', '--yes', '--only', 'docker/daemon', '--verbose'],
  ['--fix', '--yes', '--only', 'docker/daemon', '--json'],
  ['undo', '--list'],
  ['undo'],
  ['explain', join(folder, 'log')],
  ['explain', '--json', join(folder, 'log')],
  ['install', 'kubectl', '--dry-run', '--json'],
  ['uninstall', 'kubectl'],
]

/** Every file that was written, but for what was there before. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        !/^(program|bin)\b|^(said|log)$/.test(name) &&
        !(name.replace(/^home\//, '') in secretFiles),
    )
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())

const mounts = `/bin/mount -t tmpfs none /run && /bin/mkdir -p /run/systemd/system && exec "$@"`
const ownMounts = ['/usr/bin/unshare', '-m', '/bin/sh', '-c', mounts, 'sh'] as const
const mayMount =
  isRoot && spawnSync(ownMounts[0], [...ownMounts.slice(1), '/bin/true']).status === 0
/** Without root's rights, on a machine on which systemd seems to run. */
const asSomebody = [
  ...(mayMount ? ownMounts : ['/usr/bin/env', '--']),
  ...(isRoot
    ? ['/usr/bin/setpriv', '--reuid', `${somebody.uid}`, '--regid', `${somebody.gid}`]
    : []),
  ...(isRoot ? ['--clear-groups', '--'] : []),
]

attack(`${canaryCount()} secrets, through every command, file, journal and command line`, {
  all: chunks.flatMap((said, chunk) =>
    commands('').map((_, command) => ({ said, chunk, command })),
  ),
  short: 20,
  atOnce: 2,
  make: async ({ said, chunk, command }) => {
    const { folder, env } = world(said)
    const program = copyProgram(folder)
    if (isRoot)
      for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
        if (!name.startsWith('program')) chownSync(join(folder, name), somebody.uid, somebody.gid)
    const args = ['--offline', ...(commands(folder)[command] ?? [])]
    const where = `${args.slice(1).join(' ').replaceAll(folder, '')}, chunk ${chunk}`
    let seen = ''
    const watching = setInterval(() => {
      seen += commandLines()
    }, 30)
    const [first = '', ...rest] = [...asSomebody, process.execPath, program, ...args]
    const ended = await runProcess([first, ...rest], { env, stdin: 'ignore' })
    clearInterval(watching)
    const found = (what: string, text: string): readonly string[] =>
      leaksIn(text).map((leak) => `${where}: ${leak} in ${what}`)
    return [
      ...([0, 1, 2, 3].includes(ended.code ?? -1)
        ? []
        : [`${where}: exit code ${ended.code}: ${ended.stderr}`]),
      ...found('stdout', ended.stdout),
      ...found('stderr', ended.stderr),
      ...found('a command line', seen),
      ...filesBelow(folder).flatMap((file) =>
        found(file.slice(folder.length), readFileSync(file, 'utf8')),
      ),
    ]
  },
})

test.runIf(mayMount)(
  'the repair of these attacks does start something through sudo, and keeps a journal',
  async () => {
    const { folder, env } = world('')
    const program = copyProgram(folder)
    if (isRoot)
      for (const name of ['', 'home', 'tmp', 'argv'])
        chownSync(join(folder, name), somebody.uid, somebody.gid)
    const args = ['--offline', '--fix', '--yes', '--only', 'docker/daemon']
    const [first = '', ...rest] = [...asSomebody, process.execPath, program, ...args]
    await runProcess([first, ...rest], { env, stdin: 'ignore' })
    const argv = readFileSync(join(folder, 'argv'), 'utf8')
    expect(argv).toMatch(/sudo -n -- .*systemctl enable --now docker/)
    expect(existsSync(join(folder, 'home/.local/state/k8s-doctor'))).toBe(true)
  },
)
