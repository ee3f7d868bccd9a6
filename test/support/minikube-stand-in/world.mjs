import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { env } = process
const folder = env.STAND_IN ?? '.'
const readHere = (name) =>
  existsSync(join(folder, name)) ? JSON.parse(readFileSync(join(folder, name), 'utf8')) : {}

/** What the tests have told it. */
export const script = {
  version: 'v1.25.2',
  kubernetes: 'v1.23.3',
  command: ['sleep', '3600'],
  ip: '192.168.49.2',
  stepMs: 0,
  ...readHere('script.json'),
}

/** Notes the call beside the script. */
export const noteCall = () => {
  const own = Object.entries(env).filter(([name]) =>
    /^(MINIKUBE_.*|.*_proxy|KUBECONFIG|HOME)$/i.test(name),
  )
  const call = { argv: process.argv.slice(2), env: Object.fromEntries(own) }
  appendFileSync(join(folder, 'calls'), `${JSON.stringify(call)}\n`)
}

/** How this call of that kind ends: one after the other, the last one for all that follow. */
export const next = (kind) => {
  const counts = readHere('counts')
  const at = counts[kind] ?? 0
  writeFileSync(join(folder, 'counts'), JSON.stringify({ ...counts, [kind]: at + 1 }))
  const told = script[kind] ?? []
  return told[Math.min(at, told.length - 1)] ?? {}
}

const argv = process.argv.slice(2)

/** The value of the first of these flags that is given. */
export const flag = (...names) => {
  for (const [at, word] of argv.entries())
    for (const name of names) {
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1)
      if (word === name) return argv[at + 1]
    }
  return undefined
}
export const isGiven = (name) => argv.includes(name)

const withValue = new Set(['-p', '--profile', '-o', '--output'])
/** What is no flag. */
export const words = argv.filter(
  (word, at) => !word.startsWith('-') && !withValue.has(argv[at - 1]),
)

export const profile = flag('-p', '--profile') ?? env.MINIKUBE_PROFILE ?? 'minikube'
export const json = flag('-o', '--output') === 'json'

const given = env.MINIKUBE_HOME ?? env.HOME ?? '/'
export const home = given.endsWith('.minikube') ? given : join(given, '.minikube')
export const profiles = join(home, 'profiles')
export const configOf = (name) => join(profiles, name, 'config.json')
/** Profiles with and without a config.json. */
export const known = () => (existsSync(profiles) ? readdirSync(profiles) : [])

export const out = (text) => process.stdout.write(`${text}\n`)
export const err = (text) => process.stderr.write(`${text}\n`)
/** A CloudEvent on a line of its own. */
export const event = (type, data) =>
  out(
    JSON.stringify({
      specversion: '1.0',
      id: randomUUID(),
      source: 'https://minikube.sigs.k8s.io/',
      type: `io.k8s.sigs.minikube.${type}`,
      datacontenttype: 'application/json',
      data,
    }),
  )

const catalog = new URL('../../../src/catalog/data/minikube-reasons.json', import.meta.url)

/** Gives the reason as minikube does; returns the exit code it has. */
export const giveUp = ({ reason, message = 'the stand-in was told to fail', advice = '' }) => {
  const { exit = 10, doc = '' } = JSON.parse(readFileSync(catalog, 'utf8')).reasons[reason] ?? {}
  if (json)
    event('error', {
      advice,
      exitcode: `${exit}`,
      issues: '',
      message,
      name: reason,
      url: doc,
    })
  else {
    err(`\nX Exiting due to ${reason}: ${message}`)
    if (advice !== '') err(`* Suggestion: ${advice}`)
  }
  return exit
}

/** Only where the script names an image is docker asked at all. */
export const docker = (...args) =>
  script.image === undefined
    ? { status: 1, stdout: '' }
    : spawnSync('docker', args, { encoding: 'utf8' })
/** What docker answers, line by line; nothing where it does not. */
export const ask = (...args) =>
  (docker(...args).stdout ?? '').split('\n').filter((line) => line !== '')

const own = 'created_by.minikube.sigs.k8s.io=true'
const ofProfile = (name) => `name.minikube.sigs.k8s.io=${name}`
export const labels = (name) => ['--label', own, '--label', ofProfile(name)]
/** Names of what docker has of a profile, or of all of them. */
export const containersOf = (name) => ask('ps', '-a', '--format', '{{.Names}}', ...filter(name))
export const volumesOf = (name) => ask('volume', 'ls', '--format', '{{.Name}}', ...filter(name))
const filter = (name) => ['--filter', `label=${name === undefined ? own : ofProfile(name)}`]

/** Without an image a profile is all there is of a cluster, and counts as running. */
export const stateOf = (name) => {
  if (script.image === undefined) return 'Running'
  const [state] = ask('inspect', '--format', '{{.State.Status}}', name)
  if (state === undefined) return 'Nonexistent'
  return { running: 'Running', paused: 'Paused' }[state] ?? 'Stopped'
}
