import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attack } from './support/attack.ts'
import { machineWithDeadMount } from './support/dead-mount.ts'
import type { DeadMachine } from './support/dead-mount.ts'

/** From the time in the report to the end of the process, node's start included. */
const mostAfter = 2500

type Place = (machine: DeadMachine) => Readonly<Record<string, string>>

const variable =
  (name: string): Place =>
  ({ dead, env }) => ({ ...env, [name]: join(dead, 'x') })

const places: Readonly<Record<string, Place>> = {
  HOME: variable('HOME'),
  MINIKUBE_HOME: variable('MINIKUBE_HOME'),
  KUBECONFIG: variable('KUBECONFIG'),
  DOCKER_CONFIG: variable('DOCKER_CONFIG'),
  TMPDIR: variable('TMPDIR'),
  SSL_CERT_FILE: variable('SSL_CERT_FILE'),
  'a PATH entry': ({ dead, env }) => ({ ...env, PATH: `${dead}/bin:${env['PATH']}` }),
  'links in the home': ({ dead, folder, env }) => {
    for (const name of ['.kube', '.minikube', '.docker'])
      symlinkSync(join(dead, name), join(folder, 'home', name))
    return env
  },
}

const commands: readonly (readonly string[])[] = [
  [],
  ['--json'],
  ['--allow-pair'],
  ['route'],
  ['record', '-'],
  ['--fix', '--dry-run'],
]

/** Seconds as the report's last line tells them. */
const told = (stdout: string): number | undefined => {
  const found = /· (\d+\.\d) s ·/.exec(stdout)?.[1]
  return found === undefined ? undefined : Number(found) * 1000
}

attack('a dead mount: the run ends with its own exit code', {
  all: Object.entries(places).flatMap(([place, set]) =>
    commands.map((args) => ({ name: `${place}: ${args.join(' ')}`, set, args })),
  ),
  short: 4,
  make: async ({ name, set, args }) => {
    const machine = machineWithDeadMount()
    const { code, stdout, stderr, ms } = await machine.cli(args, set(machine))
    const after = ms - (told(stdout) ?? ms)
    return [
      ...(code === null || code > 3 ? [`${name}: ${code} ${stderr.slice(0, 300)}`] : []),
      ...(stdout === '' ? [`${name}: no report`] : []),
      ...(after > mostAfter ? [`${name}: ${Math.round(after)} ms after its report`] : []),
    ]
  },
})

attack('a dead mount: what would write or read there is refused', {
  all: [
    ['--output', 'x.json'],
    ['record', 'x.json'],
    ['explain', 'x.log'],
    ['profile', 'lint', 'x.yaml'],
    ['--profile', 'x.yaml'],
    ['install', 'kubectl', '--bin-dir', 'x'],
  ].map((args) => ({ args })),
  short: 2,
  make: async ({ args }) => {
    const machine = machineWithDeadMount()
    const there = args.map((word) => (word.startsWith('x') ? join(machine.dead, word) : word))
    const { code, stderr } = await machine.cli(there, machine.env)
    return code === 2 ? [] : [`${args.join(' ')}: ${code} ${stderr.slice(0, 300)}`]
  },
})

attack('a dead home: what would write there is refused', {
  all: [
    ['--fix', '--yes', '--no-start'],
    ['undo', '--list'],
    ['install', 'kubectl'],
  ],
  short: 1,
  make: async (args) => {
    const machine = machineWithDeadMount()
    const { code, stderr } = await machine.cli(args, variable('HOME')(machine))
    return code === 2 && stderr.includes('does not answer')
      ? []
      : [`${args.join(' ')}: ${code} ${stderr.slice(0, 300)}`]
  },
})

test('a dead home is unknown, not a finding about docker', async () => {
  const machine = machineWithDeadMount()
  const { stdout } = await machine.cli([], variable('HOME')(machine))
  expect(stdout).toContain('no answer in time')
  expect(stdout).not.toContain('docker/daemon/hung')
  expect(existsSync(machine.folder)).toBe(true)
})
