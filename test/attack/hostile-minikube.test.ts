import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bootFailure } from '../support/minikube.ts'
import { courseWorld } from '../support/course-world.ts'
import { attack } from './support/attack.ts'
import { payloads, steeringIn } from './support/steering.ts'

const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345'
const event = (type: string, data: Readonly<Record<string, string>>): string =>
  JSON.stringify({ specversion: '1.0', id: '1', type: `io.k8s.sigs.minikube.${type}`, data })
const said = (text: string): string => `/usr/bin/printf '%s\\n' '${text.replaceAll("'", '"')}'`

/** What a minikube, or what stands in its place, may do when it is started. */
const ways: Readonly<Record<string, string>> = {
  'floods its output': '/usr/bin/head -c 300000000 /dev/zero | /usr/bin/tr "\\0" x; exit 1',
  'floods with lines': `/usr/bin/yes '${event('step', { currentstep: '1', totalsteps: '19', message: 'x', name: 'x' })}' | /usr/bin/head -n 400000; exit 1`,
  'says Done and makes nothing': `${said(event('step', { currentstep: '19', totalsteps: '19', message: 'Done!', name: 'Done' }))}; exit 0`,
  'counts backwards and beyond': ['-1', '99999999999999999999', 'NaN', '9'.repeat(400)]
    .map((step) =>
      said(event('step', { currentstep: step, totalsteps: step, message: 'x', name: 'x' })),
    )
    .concat('exit 80')
    .join('; '),
  'steers the terminal': payloads
    .map((text) =>
      said(event('step', { currentstep: '1', totalsteps: '19', message: text, name: text })),
    )
    .concat(
      payloads.map((text) => said(`X Exiting due to ${text}`)),
      'exit 80',
    )
    .join('\n'),
  'tells a secret': `${said(event('error', { message: `token: ${secret}`, name: 'HOST', exitcode: '80' }))}; ${said(`X Exiting due to HOST_X: --token ${secret}`)} >&2; exit 80`,
  'never ends and hears nothing': "trap '' TERM INT HUP; while :; do /usr/bin/sleep 1; done",
  'stops itself': 'kill -STOP $$; exit 1',
  'closes its outputs': 'exec >&- 2>&-; exit 1',
  'ends by a signal': 'kill -SEGV $$',
  'leaves a config that is no JSON':
    '/usr/bin/mkdir -p "$HOME/.minikube/profiles/minikube"; /usr/bin/head -c 2000000 /dev/urandom > "$HOME/.minikube/profiles/minikube/config.json"; exit 1',
  'leaves a pipe for a config':
    '/usr/bin/mkdir -p "$HOME/.minikube/profiles/minikube"; /usr/bin/mkfifo "$HOME/.minikube/profiles/minikube/config.json"; exit 1',
  'leaves a link to a file of others':
    '/usr/bin/mkdir -p "$HOME/.minikube/profiles"; /usr/bin/ln -s /etc "$HOME/.minikube/profiles/minikube"; exit 1',
}

/** Processes with this folder in their environment, which the children of a run inherit. */
const left = (folder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(folder)
          ? [readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')]
          : []
      } catch {
        return []
      }
    })

attack('a whole --fix with a minikube that means harm', {
  all: Object.entries(ways),
  short: 5,
  deadlineMs: 900_000,
  make: async ([name, body]) => {
    const world = courseWorld({ starts: [bootFailure] })
    // Everything else it does well: only then is it started.
    renameSync(world.path, `${world.path}-good`)
    writeFileSync(
      world.path,
      `#!/bin/sh\ncase "$1" in start) ${body}\n;; esac\nexec '${world.path}-good' "$@"\n`,
    )
    chmodSync(world.path, 0o755)
    const { code, stdout, stderr, ms } = await world.fix(['--yes', '--start-timeout', '4'])
    const text = `${stdout}${stderr}`
    const remains = left(join(world.folder, 'home'))
    return [
      ...(code === 4 || code === 1 ? [] : [`${name}: exit ${code}: ${text.slice(-300)}`]),
      ...(/^READY/m.test(stdout) ? [`${name}: told as ready`] : []),
      ...(/ {4}at .*\.m?js:/.test(text) ? [`${name}: a stack trace`] : []),
      ...(text.includes(secret) ? [`${name}: the secret is told`] : []),
      ...(text.length > 200_000 ? [`${name}: ${text.length} characters are told`] : []),
      ...(ms > 120_000 ? [`${name}: ${Math.round(ms)} ms`] : []),
      ...steeringIn(name, text),
      ...remains.map((line) => `${name}: still runs: ${line}`),
    ]
  },
})
