import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as world from './world.mjs'

const { flag, json, profile, script, event, out, err } = world
const kubernetes = flag('--kubernetes-version') ?? script.kubernetes
const driver = flag('--driver', '--vm-driver') ?? 'docker'
const memory = flag('--memory') ?? '2200'
const cpus = flag('--cpus') ?? '2'

const config = () => ({
  Name: profile,
  Driver: driver,
  KicBaseImage: flag('--base-image') ?? 'gcr.io/k8s-minikube/kicbase:v0.0.30',
  Memory: Number.parseInt(memory, 10),
  CPUs: Number.parseInt(cpus, 10),
  KubernetesConfig: {
    KubernetesVersion: kubernetes,
    ClusterName: profile,
    ContainerRuntime: flag('--container-runtime') ?? 'docker',
    ImageRepository: flag('--image-repository') ?? '',
  },
  Nodes: [
    {
      Name: '',
      IP: script.ip,
      Port: 8443,
      KubernetesVersion: kubernetes,
      ControlPlane: true,
      Worker: true,
    },
  ],
})

const make = {
  profile: () => {
    mkdirSync(dirname(world.configOf(profile)), { recursive: true })
    writeFileSync(world.configOf(profile), JSON.stringify(config()))
  },
  volume: () => world.docker('volume', 'create', ...world.labels(profile), profile),
  container: () => {
    if (world.containersOf(profile).length > 0) return world.docker('start', profile)
    const run = ['run', '-d', '--name', profile, ...world.labels(profile)]
    return world.docker(...run, script.image, ...script.command)
  },
}

const mark = '# written by the minikube stand-in\n'

/** Writes a kubeconfig where there is none but its own. */
export const writeKubeconfig = () => {
  const { HOME = '/', KUBECONFIG = join(HOME, '.kube', 'config') } = process.env
  if (existsSync(KUBECONFIG) && !readFileSync(KUBECONFIG, 'utf8').startsWith(mark)) return
  const at = (name) => join(world.profiles, profile, name)
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': profile,
    clusters: [
      {
        name: profile,
        cluster: {
          server: `https://${script.ip}:8443`,
          'certificate-authority': join(world.home, 'ca.crt'),
        },
      },
    ],
    users: [
      {
        name: profile,
        user: { 'client-certificate': at('client.crt'), 'client-key': at('client.key') },
      },
    ],
    contexts: [
      { name: profile, context: { cluster: profile, user: profile, namespace: 'default' } },
    ],
  }
  mkdirSync(dirname(KUBECONFIG), { recursive: true })
  writeFileSync(KUBECONFIG, `${mark}${JSON.stringify(content)}\n`)
}

/** Number among the 19 of minikube's register, its name, what it says, and what is there after it: of a new node. */
const fresh = [
  [0, 'Initial Minikube Setup', `minikube ${script.version} (stand-in) on Debian 12`],
  [1, 'Selecting Driver', `Using the ${driver} driver based on user configuration`],
  [3, 'Starting Node', `Starting control plane node ${profile} in cluster ${profile}`, 'profile'],
  [5, 'Pulling Base Image', 'Pulling base image ...'],
  [
    8,
    'Creating Container',
    `Creating docker container (CPUs=${cpus}, Memory=${memory.replace(/\D+$/, '')}MB) ...`,
    'volume',
    'container',
  ],
  [11, 'Preparing Kubernetes', `Preparing Kubernetes ${kubernetes} on Docker 20.10.12 ...`],
  [12, 'Generating certificates', 'Generating certificates and keys ...'],
  [13, 'Booting control plane', 'Booting up control plane ...'],
  [14, 'Configuring RBAC rules', 'Configuring RBAC rules ...'],
  [17, 'Verifying Kubernetes', 'Verifying Kubernetes components...'],
  [18, 'Enabling Addons', 'Enabled addons: storage-provisioner, default-storageclass'],
  [
    19,
    'Done',
    `Done! kubectl is now configured to use "${profile}" cluster and "default" namespace by default`,
  ],
]

const restart = [
  5,
  'Pulling Base Image',
  `Restarting existing ${driver} container for "${profile}" ...`,
  'container',
]
const update = [
  4,
  'Updating Driver',
  `Updating the running ${driver} "${profile}" container ...`,
  'container',
]
const onlyNew = new Set([
  'Generating certificates',
  'Booting control plane',
  'Configuring RBAC rules',
])

/** Of a node that is there: as seen of v1.25.2, the counter goes back where the node runs. */
const existing = () =>
  fresh
    .filter(([, name]) => !onlyNew.has(name))
    .map((step) =>
      step[1] === 'Creating Container'
        ? world.stateOf(profile) === 'Running'
          ? update
          : restart
        : step,
    )

const stepsFor = (at) => {
  const isThere = existsSync(world.configOf(profile)) && world.stateOf(profile) !== 'Nonexistent'
  const steps = isThere ? existing() : fresh
  return at === undefined || steps.some(([, name]) => name === at) ? steps : fresh
}

/** A node that could not be made is taken away and made once more; these steps bear no number, the error no name. */
const again = [
  ['step', { currentstep: '', message: `Stopping node "${profile}"  ...`, name: 'Stopping' }],
  ['step', { currentstep: '', message: `Powering off "${profile}" via SSH ...`, name: 'PowerOff' }],
  [
    'step',
    { currentstep: '', message: `Deleting "${profile}" in ${driver} ...`, name: 'PowerOff' },
  ],
  [
    'error',
    {
      message:
        'StartHost failed, but will try again: creating host: create host timed out in 360.000000 seconds',
    },
  ],
]

const tell = (number, name, message) => {
  if (json) event('step', { currentstep: `${number}`, message, name, totalsteps: '19' })
  else out(`* ${message}`)
}

const retry = (step) => {
  for (const [kind, data] of again)
    if (json) event(kind, kind === 'step' ? { ...data, totalsteps: '19' } : data)
    else if (kind === 'step') out(`* ${data.message}`)
    else err(`! ${data.message}`)
  tell(...step)
}

/**
 * As without a terminal, seen of v1.25.2: no event; of an image the bars that follow each other in one line, of a file of the cache
 * nothing but its size.
 */
const download = async ({ artifact, file, progress = [1] }, ms) => {
  const place = file === undefined ? undefined : join(world.home, 'cache', file)
  if (place !== undefined) mkdirSync(dirname(place), { recursive: true })
  for (const done of progress) {
    if (place !== undefined) writeFileSync(`${place}.download`, 'x'.repeat(done * 1000))
    else
      process.stderr.write(
        `    > ${artifact}: ${done * 100} MiB / 100.00 MiB [>__] ${done * 100}% ? p/s ?`,
      )
    await sleep(ms)
  }
  if (place !== undefined) renameSync(`${place}.download`, place)
}

/** `start`; returns the exit code. */
export const start = async () => {
  const told = world.next('starts')
  const { end = 'success', at = 'Preparing Kubernetes', stepMs = script.stepMs } = told
  const { downloads = [], warnings = [], deaf = false, retried = false, makes } = told
  if (deaf) process.on('SIGTERM', () => undefined)
  for (const [number, name, message, ...made] of stepsFor(told.at)) {
    tell(number, name, message)
    if (retried && name === 'Creating Container') retry([number, name, message])
    if (name === 'Selecting Driver')
      for (const text of warnings)
        if (json) event('warning', { message: text })
        else err(`! ${text}`)
    if (name === 'Pulling Base Image')
      for (const each of downloads) await download(each, told.downloadMs ?? stepMs)
    if (name === at && end === 'fail') return world.giveUp(told)
    if (name === at && end === 'hang') await sleep(2 ** 30)
    for (const part of made) if (makes?.includes(part) ?? true) make[part]()
    await sleep(stepMs)
  }
  writeKubeconfig()
  return 0
}
