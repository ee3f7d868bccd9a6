import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineWith, runCli, writeFiles } from '../support/cli.ts'
import { attack } from './support/attack.ts'

/** Ways not to answer. */
const ways = {
  hang: 'exec /bin/sleep 1000',
  'ignore SIGTERM': "trap '' TERM INT HUP; while :; do /bin/sleep 1; done",
  spin: 'while :; do :; done',
  stop: 'kill -STOP $$; exec /bin/sleep 1000',
  'close the output': 'exec >&- 2>&-; exec /bin/sleep 1000',
  drip: 'while :; do printf x; /bin/sleep 0.05; done',
  'leave children': '/bin/sleep 1000 & /bin/sleep 1000 & exec /bin/sleep 1000',
} as const

const commands: readonly (readonly string[])[] = [
  [],
  ['--offline'],
  ['--json'],
  ['--allow-pair'],
  ['route'],
  ['record', '-'],
  ['--fix', '--dry-run'],
]

/** A cluster that differs from the course is asked for before anything else. */
const existing = {
  'home/.minikube/profiles/minikube/config.json': JSON.stringify({
    Driver: 'docker',
    KubernetesConfig: { KubernetesVersion: 'v1.22.3', ContainerRuntime: 'docker' },
    Nodes: [{ KubernetesVersion: 'v1.22.3', ControlPlane: true }],
  }),
}

const tools = ['docker', 'minikube', 'kubectl'] as const
const others = ['systemctl', 'iptables', 'ip', 'id', 'tail', 'sudo', 'setpriv', 'getent', 'test']

/** Writes down when it was asked. */
const noting = (body: string): string => `/bin/date +%s%N >> "$0.asked"; ${body}`

/** Milliseconds for the whole report, as src/catalog/deadlines.ts promises it. */
const promised = 6000
/** With other tests around it. */
const patient = 9000
const whole = process.env['ATTACK'] === 'whole'

attack('every tool hangs: each is asked once, side by side', {
  all: Object.entries(ways).flatMap(([way, body]) =>
    commands.flatMap((args) =>
      [{}, existing].map((files) => ({
        way,
        body,
        args,
        files,
        name: `${way}: ${args.join(' ')}`,
      })),
    ),
  ),
  short: 3,
  deadlineMs: 900_000,
  make: async ({ body, args, files, name }) => {
    const { folder, env } = machineWith(
      Object.fromEntries([...tools, ...others].map((tool) => [tool, noting(body)])),
    )
    writeFiles(folder, files)
    const { ms, code, stderr } = await runCli(args, { env })
    const asked = tools.map((tool) => {
      const file = join(folder, 'bin', `${tool}.asked`)
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    })
    const starts = asked.flat().map((at) => Number(BigInt(at) / 1_000_000n))
    const apart = Math.max(...starts) - Math.min(...starts)
    const most = whole ? promised : patient
    return [
      ...(ms > most ? [`${name}: ${Math.round(ms)} ms`] : []),
      ...(code === null || code === 70 || stderr !== '' ? [`${name}: ${code} ${stderr}`] : []),
      ...(asked.some((times) => times.length > 1) ? [`${name}: a tool was asked again`] : []),
      ...(apart > 3000 ? [`${name}: asked ${apart} ms apart`] : []),
    ]
  },
})
