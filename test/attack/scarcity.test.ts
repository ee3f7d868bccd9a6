import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bin, machineWith, runProcess, writeFiles } from '../support/cli.ts'
import { attack } from './support/attack.ts'

const commands: readonly (readonly string[])[] = [
  ['--offline'],
  ['--json', '--offline'],
  ['record', '-'],
]

/** No stack trace, no exit code of ours for a bug, none of Node's own for a crash. */
const broken = (name: string, code: number | null, stderr: string): readonly string[] =>
  code === null || code > 3 || /\n\s+at |node:internal/.test(stderr)
    ? [`${name}: ${code} ${stderr.slice(0, 300)}`]
    : []

const config = JSON.stringify({ Driver: 'docker', Nodes: [{ KubernetesVersion: 'v1.23.3' }] })
const manyProfiles = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [
    `home/.minikube/profiles/c${index}/config.json`,
    config,
  ]),
)
const program = [process.execPath, bin] as const

attack('300 profiles and few descriptors', {
  all: [1024, 256, 64, 32, 20].flatMap((limit) => commands.map((args) => ({ limit, args }))),
  short: 4,
  make: async ({ limit, args }) => {
    const { folder, env } = machineWith({ docker: 'exit 1', minikube: 'exit 1' })
    writeFiles(folder, manyProfiles)
    const limited = ['/bin/sh', '-c', `ulimit -n ${limit} && exec "$@"`, 'sh'] as const
    const { code, stderr } = await runProcess([...limited, ...program, ...args], { env })
    return broken(`${limit}: ${args.join(' ')}`, code, stderr)
  },
})

attack('output that cannot be written keeps the exit code', {
  all: [
    { args: ['explain', 'nosuch'], to: '2>/dev/full', wanted: 2 },
    { args: ['--version'], to: '>/dev/full 2>/dev/full', wanted: 2 },
    { args: ['--version'], to: '>/dev/full', wanted: 2 },
    { args: ['--version'], to: '2>/dev/full', wanted: 0 },
    { args: ['--help'], to: '2>&-', wanted: 0 },
  ],
  make: async ({ args, to, wanted }) => {
    const { env } = machineWith({})
    const { code } = await runProcess(
      ['/bin/sh', '-c', `exec "$@" ${to}`, 'sh', ...program, ...args],
      { env },
    )
    return code === wanted ? [] : [`${args.join(' ')} ${to}: ${code}`]
  },
})

/** Files that are expected to be files, and what asks for them. */
const pipes: readonly {
  readonly at: string
  readonly args: readonly string[]
  readonly codes: readonly number[]
  readonly env?: Readonly<Record<string, string>>
}[] = [
  { at: 'out', args: ['--offline', '--only', 'host', '--output', '@'], codes: [2] },
  { at: 'out', args: ['record', '@'], codes: [2] },
  { at: 'bin2', args: ['install', 'kubectl', '--bin-dir', '@'], codes: [2] },
  { at: 'course.yaml', args: ['--profile', '@'], codes: [2] },
  {
    at: 'home/.bashrc',
    args: ['install', 'kubectl', '--completion', '--dry-run'],
    codes: [2],
    env: { SHELL: '/bin/bash' },
  },
  { at: 'home/.local/state/k8s-doctor/install/tx-1.json', args: ['undo', '--list'], codes: [0] },
  {
    at: 'home/.local/state/k8s-doctor/runs/2026-01-01T00-00-00/journal.jsonl',
    args: ['undo', '--list'],
    codes: [0],
  },
  { at: 'home/.kube/config', args: ['--offline'], codes: [0, 1, 3] },
  { at: 'home/.minikube/profiles/minikube/config.json', args: ['--offline'], codes: [0, 1, 3] },
]

attack('a pipe where a file is expected is told, not waited for', {
  all: pipes,
  short: 5,
  make: async ({ at, args, codes, env: more = {} }) => {
    const { folder, env } = machineWith({})
    const path = join(folder, at)
    mkdirSync(dirname(path), { recursive: true })
    execFileSync('mkfifo', [path])
    const words = args.map((word) => (word === '@' ? path : word))
    const { code, stderr } = await runProcess(
      ['/usr/bin/timeout', '-s', 'KILL', '15', ...program, ...words],
      { env: { ...env, ...more } },
    )
    return code !== null && codes.includes(code) ? [] : [`${at}: ${code} ${stderr.slice(0, 300)}`]
  },
})
