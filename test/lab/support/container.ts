import { cpSync, existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess, writeFiles } from '../../support/cli.ts'
import type { Ended } from '../../support/cli.ts'
import type { Engine } from './engine.ts'
import { findProgram } from './requirements.ts'

const image = 'k8s-doctor/lab:1'

/** The id of the group `docker` inside. */
export const dockerGroup = 998
/** The id of the learner inside. */
export const learner = 1000

const people = `root:x:0:0:root:/root:/bin/sh\nmarie:x:${learner}:${learner}:Marie:/home/marie:/bin/sh\n`
const groups = (members: string): string =>
  `root:x:0:\nmarie:x:${learner}:\ndocker:x:${dockerGroup}:${members}\n`

/** A root file system of busybox and links to what is mounted from outside. */
const fillRoot = async (root: string, busybox: string): Promise<void> => {
  writeFiles(root, {
    'etc/passwd': people,
    'etc/group': groups(''),
    'etc/os-release': 'PRETTY_NAME="Lab Linux 1"\nID=debian\nVERSION_ID="12"\n',
    'home/marie/.profile': '',
    'root/.profile': '',
  })
  for (const folder of [
    'bin',
    'tmp',
    'proc',
    'sys',
    'usr/lib',
    'usr/lib64',
    'opt',
    'var/run',
    'etc',
  ])
    mkdirSync(join(root, folder), { recursive: true })
  const script = `cp ${busybox} bin/busybox && cd bin && for name in sh cat ls id sleep ps; do ln -s busybox $name; done
    cd .. && ln -s usr/lib lib && ln -s usr/lib64 lib64 && chmod 1777 tmp && chown -R ${learner}:${learner} home/marie`
  await runProcess(['/bin/sh', '-ec', script], { cwd: root, env: { PATH: '/usr/bin:/bin' } })
}

/** Gives an engine the lab's image, and its folder what containers mount. */
export const provision = async (engine: Engine): Promise<void> => {
  const root = join(engine.folder, 'root')
  mkdirSync(root)
  await fillRoot(root, findProgram('busybox') ?? 'busybox')
  const tar = join(engine.folder, 'root.tar')
  await runProcess(['/bin/tar', '-C', root, '-cf', tar, '.'], { env: { PATH: '/usr/bin:/bin' } })
  const imported = await engine.docker('import', tar, image)
  if (imported.code !== 0) throw new Error(imported.stderr)
  writeFiles(engine.folder, { 'group-with-marie': groups('marie') })
  // What npm would install; readable for everybody inside.
  for (const part of ['bin', 'dist', 'docs', 'package.json'])
    cpSync(part, join(engine.folder, 'k8s-doctor', part), { recursive: true })
  await runProcess(['/bin/chmod', '-R', 'a+rX', join(engine.folder, 'k8s-doctor')])
}

export interface ContainerOptions {
  /** `uid` or `uid:gid`; root unless told. */
  readonly user?: string
  /** The engine's socket at its usual place. */
  readonly socket?: boolean
  /** A docker client on PATH. */
  readonly client?: boolean
  /** An engine's program on PATH, which nobody started. */
  readonly engineProgram?: boolean
  /** /etc/group names the learner a member of the group docker. */
  readonly member?: boolean
  /** More words for `docker run`. */
  readonly flags?: readonly string[]
  /** Instead of `--rm`. */
  readonly name?: string
}

const mount = (from: string, to = from): readonly string[] =>
  existsSync(from) ? ['--volume', `${realpathSync(from)}:${to}:ro`] : []

/** Runs the built file in a container. */
export const runInside = (
  engine: Engine,
  args: readonly string[],
  {
    user = '0',
    socket = false,
    client = true,
    engineProgram = false,
    member = false,
    flags = [],
    name,
  }: ContainerOptions = {},
): Promise<Ended> =>
  engine.docker(
    'run',
    ...(name === undefined ? ['--rm'] : ['--name', name]),
    '--network=none',
    '--hostname=maries-thinkpad',
    `--user=${user}`,
    '--env=PATH=/usr/local/bin:/bin',
    '--env=LANG=C.UTF-8',
    `--env=HOME=${user.startsWith('0') ? '/root' : '/home/marie'}`,
    ...mount('/usr/lib'),
    ...mount('/usr/lib64'),
    ...mount(process.execPath, '/opt/node'),
    ...mount(join(engine.folder, 'k8s-doctor'), '/opt/k8s-doctor'),
    ...(client ? mount(findProgram('docker') ?? 'docker', '/usr/local/bin/docker') : []),
    ...(engineProgram ? mount(findProgram('dockerd') ?? 'dockerd', '/usr/local/bin/dockerd') : []),
    ...(member ? mount(join(engine.folder, 'group-with-marie'), '/etc/group') : []),
    ...(socket ? ['--volume', `${engine.socket}:/var/run/docker.sock`] : []),
    ...flags,
    image,
    '/opt/node',
    '/opt/k8s-doctor/bin/k8s-doctor.mjs',
    ...args,
  )
