import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bin, machineWith, runCli, runProcess, writeFiles } from '../support/cli.ts'
import { attack } from './support/attack.ts'
import { payloads, steeringIn } from './support/steering.ts'

/** What a file name, an argument and a variable cannot hold. */
const nameable = payloads.map((payload) => payload.replaceAll(/[\0/]|\p{Cs}/gu, ''))

const said = (text: string): string => `#!/bin/sh\n/bin/cat <<'END'\n${text}\nEND\n`

/** A machine whose tools, course file, log and names are all written by somebody else. */
const hostile = (payload: string, name: string) => {
  const { folder, env } = machineWith({})
  const version = JSON.stringify({
    Client: { Version: `28.0.1${payload}`, ApiVersion: '1.48' },
    Server: { Version: `28.0.1${payload}`, ApiVersion: '1.48', Os: 'linux', Arch: 'amd64' },
  })
  const docker = said(version).replaceAll('\0', String.raw`\u0000`)
  const place = join(folder, `bin${name}`)
  mkdirSync(place, { recursive: true })
  writeFiles(
    place,
    {
      docker,
      minikube: said(`minikube version: v1.25.2${payload}\n${payload}`),
      kubectl: `#!/bin/sh\necho 'oh ${payload.replaceAll(/['\0]/g, '')}' >&2\nexit 1\n`,
      systemctl: said(payload),
    },
    0o755,
  )
  const home = join(folder, `home${name}`)
  mkdirSync(home, { recursive: true })
  const title = JSON.stringify(`Course ${payload}`)
  writeFiles(folder, {
    [`course${name}.yaml`]: `id: course${payload}\ntitle: {en: ${title}}\npair: ${title}\n${payload}: 1\n`,
    [`log${name}.log`]: `* minikube v1.25.2 on Debian\n${payload}X Exiting due to PROVIDER_DOCKER_NOT_RUNNING: ${payload} "docker version" exit status 1: ${payload}\n`,
  })
  return { folder, home, place, env: { ...env, PATH: `${place}:${env['PATH'] ?? ''}`, HOME: home } }
}

const ways = (folder: string, name: string): readonly (readonly string[])[] => [
  ['--offline', '--verbose'],
  ['--offline', '--verbose', '--json'],
  ['--offline', '--verbose', '--output', join(folder, 'out.txt')],
  ['--offline', '--fix', '--dry-run'],
  ['--offline', 'route', '--verbose'],
  ['record', '--offline', '-'],
  ['explain', join(folder, `log${name}.log`)],
  ['explain', '--json', join(folder, `log${name}.log`)],
  ['profile', 'lint', join(folder, `course${name}.yaml`)],
  ['--profile', join(folder, `course${name}.yaml`)],
  ['install', 'kubectl', '--dry-run', '--bin-dir', join(folder, `place${name}`)],
  ['uninstall', 'kubectl', '--bin-dir', join(folder, `place${name}`)],
  [`no-command${name}`],
  ['--only', `nothing${name}`],
  ['explain', `no-code${name}`],
  ['undo', `no-run${name}`],
  ['--mirror', `http://127.0.0.1:9/${name}`, '--offline'],
]

attack('what steers, in tools, names and files, through every command', {
  all: payloads.flatMap((payload, index) => {
    const name = nameable[index] ?? ''
    return Array.from({ length: ways('', '').length }, (_, way) => ({ payload, name, way }))
  }),
  short: 34,
  atOnce: 2,
  make: async ({ payload, name, way }) => {
    const { folder, env } = hostile(payload, name)
    const args = ways(folder, name)[way] ?? []
    const ended = await runCli(args, { env, stdin: 'ignore' })
    const file = join(folder, 'out.txt')
    const written = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const where = `${JSON.stringify(payload)} through ${args.slice(0, 3).join(' ')}`
    return [
      ...([0, 1, 2, 3].includes(ended.code ?? -1) ? [] : [`${where}: exit code ${ended.code}`]),
      ...steeringIn(`${where}, stdout`, ended.stdout),
      ...steeringIn(`${where}, stderr`, ended.stderr),
      ...steeringIn(`${where}, file`, written),
    ]
  },
})

/** What our own rows do to a terminal: move, clear a line, hide the cursor, wrap, colour. */
const ownSequences =
  // oxlint-disable-next-line no-control-regex -- what a terminal obeys begins with one
  /\u001B\[(?:\d*[A-HJK]|\?25[hl]|\?7[hl]|\?2026[hl]|[\d;]*m)/g

test('on a real terminal nothing is obeyed but our own rows', async ({ skip }) => {
  skip(!existsSync('/usr/bin/script'), 'script is not installed')
  const payload = payloads.join(' ').replaceAll(/\p{Cs}/gu, '')
  const { folder, env } = hostile(payload, nameable[0] ?? '')
  const command = `/bin/stty cols 80 rows 24; exec "${process.execPath}" "${bin}" --offline --verbose`
  const { stdout } = await runProcess(
    ['/usr/bin/script', '-qefc', command, join(folder, 'typescript')],
    { env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' } },
  )
  expect(stdout).toContain('docker/')
  const rest = stdout.replaceAll(ownSequences, '').replaceAll('\r', '')
  expect(steeringIn('terminal', rest)).toEqual([])
  expect(stdout).not.toContain('\u001B[8m')
  expect(stdout).not.toContain('\u001B[1;1H')
})
