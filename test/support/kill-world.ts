import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from '../../src/model/step.ts'
import { writeFiles } from './cli.ts'
import { standIns } from './kill-stand-ins.ts'
import { ownCpu } from './program-file.ts'
import type { ProgramFile } from './program-file.ts'
import { somebody } from './somebody.ts'

/** Kinds that are not killed here, and why. */
export const notKilledHere: Readonly<Record<string, string>> = {
  'minikube-start': 'there is no cluster here',
  smoke: 'there is no cluster here',
  'delete-all':
    'it would take away what the other kinds are tried on; test/steps/fix/purge.test.ts',
  'purge-home':
    'it would take away what the other kinds are tried on; test/steps/fix/purge-killed.test.ts',
}

/** What of a world each kind may change: folders and files below its root. */
export const watched = {
  'write-file': ['write-file'],
  'remove-file': ['remove-file'],
  symlink: ['symlink'],
  'merge-json': ['merge-json'],
  'text-block': ['text-block'],
  'install-tool': ['install-tool'],
  'seed-cache': ['seed-cache'],
  service: ['service'],
  'group-member': ['etc'],
  chown: ['chown'],
  sysctl: ['sysctl', 'proc/sys/k8s_doctor'],
  'pull-image': ['docker/images'],
  'save-image': ['save-image'],
  'load-image': ['minikube/loaded'],
  packages: ['packages'],
  'prune-images': ['docker/dangling'],
  'delete-profile': ['home/.minikube/profiles', 'minikube/node'],
  'delete-leftovers': ['docker/containers', 'docker/volumes', 'docker/networks'],
  'update-context': ['minikube/context'],
  'set-clock': ['clock'],
  'set-aside': ['set-aside'],
  unpause: ['docker/paused'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Kinds a run can be killed in. */
export type KilledKind = keyof typeof watched

/** Where a world's files come from: a server of the kubectl and of a file. */
export interface Sources {
  readonly kubectl: ProgramFile
  readonly file: { readonly bytes: Buffer; readonly sha256: string }
  readonly port: number
}

/** What is read below the world's root instead of the machine's. */
const stoodIn: readonly string[] = [
  '/etc/group',
  '/etc/passwd',
  '/etc/init.d',
  '/run/systemd/system',
  '/proc/sys/k8s_doctor',
]

const long = 'a line of a settings file\n'.repeat(2000)

/** The step of each kind, in a world below `root`. */
export const stepsOf = (
  root: string,
  { kubectl, file, port }: Sources,
): Readonly<Record<KilledKind, Step>> => ({
  'write-file': { kind: 'write-file', path: `${root}/write-file/f`, content: `${long}new` },
  'remove-file': { kind: 'remove-file', path: `${root}/remove-file/f` },
  symlink: { kind: 'symlink', path: `${root}/symlink/made/l`, target: 'there' },
  'merge-json': {
    kind: 'merge-json',
    path: `${root}/merge-json/f`,
    patch: { mirrors: ['https://a.invalid'], old: null },
  },
  'text-block': {
    kind: 'text-block',
    path: `${root}/text-block/f`,
    marker: 'k8s-doctor',
    lines: ['one', 'two'],
  },
  'install-tool': {
    kind: 'install-tool',
    tool: 'kubectl',
    version: kubectl.version,
    os: 'linux',
    arch: ownCpu,
    sha256: kubectl.sha256,
    directory: `${root}/install-tool`,
  },
  'seed-cache': {
    kind: 'seed-cache',
    url: `http://127.0.0.1:${port}/file`,
    sha256: file.sha256,
    path: `${root}/seed-cache/made/file`,
    executable: false,
  },
  service: { kind: 'service', unit: 'k8s-doctor-test.service', action: 'start' },
  'group-member': { kind: 'group-member', user: 'test-learner', group: 'test-docker' },
  chown: { kind: 'chown', paths: [`${root}/chown`], user: 'test-learner', recursive: true },
  sysctl: {
    kind: 'sysctl',
    settings: { 'k8s_doctor.first': 512, 'k8s_doctor.second': 1024 },
    path: `${root}/sysctl/99.conf`,
  },
  'pull-image': { kind: 'pull-image', image: 'mirror/pause:3.6', as: 'k8s.gcr.io/pause:3.6' },
  'save-image': { kind: 'save-image', image: 'here:1', path: `${root}/save-image/made/here_1` },
  'load-image': {
    kind: 'load-image',
    image: 'lesson:1',
    cluster: 'cluster',
    command: 'image load',
  },
  packages: { kind: 'packages', packages: ['test-engine'], action: 'install' },
  'prune-images': { kind: 'prune-images' },
  'delete-profile': { kind: 'delete-profile', profile: 'old' },
  'delete-leftovers': {
    kind: 'delete-leftovers',
    containers: ['left-1', 'left-2'],
    volumes: ['left-1'],
    networks: ['left-1'],
  },
  'update-context': { kind: 'update-context', profile: 'other' },
  'set-clock': { kind: 'set-clock' },
  'set-aside': { kind: 'set-aside', path: `${root}/set-aside/config` },
  unpause: { kind: 'unpause', container: 'frozen' },
})

const folders = [
  'write-file',
  'remove-file',
  'symlink',
  'merge-json',
  'text-block',
  'install-tool',
  'seed-cache',
  'service',
  'chown/in',
  'sysctl',
  'save-image',
  'packages',
  'clock',
  'etc/init.d',
  'docker/images',
  'docker/containers',
  'docker/volumes',
  'docker/networks',
  'docker/paused',
  'set-aside',
  'minikube',
  'proc/sys/k8s_doctor',
  'run/systemd/system',
  'home/.minikube/profiles/old',
  'state',
  'tmp',
]

const files: Readonly<Record<string, string>> = {
  'write-file/f': long,
  'remove-file/f': 'kept\n',
  'merge-json/f': '{\n\t"level" : 1e0,\n\t"old": [1,2]\n}\n',
  'text-block/f': '# mine\n',
  'install-tool/kubectl': '#!/bin/sh\necho older\n',
  'chown/f': 'x',
  'chown/in/f': 'x',
  'etc/group': 'root:x:0:\ntest-docker:x:998:\n',
  'etc/passwd': `root:x:0:0::/root:/bin/sh\ntest-learner:x:${somebody.uid}:${somebody.gid}::/home:/bin/sh\n`,
  'proc/sys/k8s_doctor/first': '128\n',
  'proc/sys/k8s_doctor/second': '8192\n',
  'docker/images/here_1': '',
  'docker/dangling': 'abc\n',
  'docker/containers/left-1': '',
  'docker/containers/left-2': '',
  'docker/containers/mine': '',
  'docker/volumes/left-1': '',
  'docker/networks/left-1': '',
  'docker/paused/frozen': '',
  'set-aside/config': 'no yaml\n',
  'minikube/node': '',
  'minikube/context': 'minikube\n',
  'home/.minikube/profiles/old/config.json': '{}',
}

/** Makes a world, and says with what environment a run lives in it. */
export const makeWorld = (root: string, { port }: Sources): Readonly<Record<string, string>> => {
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true })
  writeFiles(root, files, 0o640)
  for (const name of ['write-file/f', 'merge-json/f'])
    chownSync(join(root, name), somebody.uid, somebody.gid)
  chmodSync(join(root, 'install-tool/kubectl'), 0o750)
  symlinkSync('nowhere', join(root, 'chown/in/l'))
  const programs = Object.entries(standIns).map(([name, text]) => [
    `bin/${name}`,
    `#!/bin/sh\n${text.replaceAll('$ROOT', root)}\n`,
  ])
  writeFiles(root, Object.fromEntries(programs), 0o755)
  return {
    PATH: `${join(root, 'bin')}:/usr/bin:/bin`,
    HOME: join(root, 'home'),
    TMPDIR: join(root, 'tmp'),
    XDG_STATE_HOME: join(root, 'state'),
    XDG_CACHE_HOME: join(root, 'cache'),
    K8S_DOCTOR_MIRROR: `http://127.0.0.1:${port}`,
    KILLED_ROOT: root,
    KILLED_FOLDERS: stoodIn.join(':'),
  }
}

/** The file a run reads its steps from. */
export const stepsFile = (root: string, steps: readonly Step[]): string => {
  const file = join(root, 'steps.json')
  writeFileSync(file, JSON.stringify(steps))
  return file
}
