#!/usr/bin/env node
// A stand-in for kubectl: takes what runSmoke tells it, refuses any other word as kubectl would, and answers as the world in the file
// KUBECTL_WORLD says. What it was told stands in `$KUBECTL_WORLD.log`; what it made, in `$KUBECTL_WORLD.made`.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

const file = process.env.KUBECTL_WORLD ?? ''
const world = JSON.parse(readFileSync(file, 'utf8'))
const words = process.argv.slice(2)
appendFileSync(`${file}.log`, `${words.join(' ')}\n`)

const fail = (text, code = 1) => {
  process.stderr.write(`${text}\n`)
  process.exit(code)
}
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

/** Flags of kubectl v1.19 to v1.33 for these commands; true: they take a word. */
const takes = {
  '--context': true,
  '-n': true,
  '-o': true,
  '--image': true,
  '--port': true,
  '--image-pull-policy': true,
  '--restart': true,
  '--type': true,
  '--address': true,
  '--timeout': true,
  '--tail': true,
  '--previous': false,
  '--ignore-not-found': false,
}
const flags = {}
const rest = []
for (let at = 0; at < words.length; at += 1) {
  const word = words[at] ?? ''
  if (!word.startsWith('-')) {
    rest.push(word)
    continue
  }
  const [name = '', value] = word.split(/=(.*)/s)
  if (!Object.hasOwn(takes, name)) fail(`error: unknown flag: ${name}`)
  if (!takes[name]) flags[name] = 'true'
  else if (value !== undefined) flags[name] = value
  else flags[name] = words[(at += 1)] ?? ''
}
const context = world.context ?? 'minikube'
if (flags['--context'] !== context) fail(`error: context "${flags['--context']}" does not exist`)

const madeFile = `${file}.made`
const made = existsSync(madeFile) ? JSON.parse(readFileSync(madeFile, 'utf8')) : {}
const keep = () => writeFileSync(madeFile, JSON.stringify(made))
const namespace = flags['-n']
const inNamespace = () => {
  if (made.namespace !== namespace)
    fail(`Error from server (NotFound): namespaces "${namespace}" not found`)
}

const condition = (type, status, reason, message) => ({
  type,
  status,
  ...(reason === undefined ? {} : { reason }),
  ...(message === undefined ? {} : { message }),
})

const scheduled = condition('PodScheduled', 'True')

/** The Pod's only container, which has not come up yet unless told. */
const container = (image, state, more = {}) => ({
  name: 'lesson',
  image,
  ready: false,
  restartCount: 0,
  state,
  lastState: {},
  ...more,
})

/** A node has taken the Pod, and its container is not ready. */
const unready = (phase, ...of) => ({
  phase,
  conditions: [scheduled, condition('Ready', 'False', 'ContainersNotReady')],
  containerStatuses: [container(...of)],
})

/** How a Pod of that image looks when it fares so. */
const statuses = {
  ready: (image) => ({
    phase: 'Running',
    hostIP: world.nodeAddress ?? '127.0.0.1',
    conditions: [scheduled, condition('Ready', 'True')],
    containerStatuses: [container(image, { running: {} }, { ready: true })],
  }),
  succeeded: () => ({
    phase: 'Succeeded',
    conditions: [condition('Ready', 'False', 'PodCompleted')],
  }),
  creating: (image) => unready('Pending', image, { waiting: { reason: 'ContainerCreating' } }),
  image: (image) =>
    unready('Pending', image, {
      waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` },
    }),
  crash: (image) =>
    unready(
      'Running',
      image,
      { waiting: { reason: 'CrashLoopBackOff' } },
      { restartCount: 3, lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
    ),
  unschedulable: () => ({
    phase: 'Pending',
    conditions: [
      condition(
        'PodScheduled',
        'False',
        'Unschedulable',
        "0/1 nodes are available: 1 node(s) had taint {node.kubernetes.io/disk-pressure: }, that the pod didn't tolerate.",
      ),
    ],
  }),
}

/** What the world says of the Pod: one state, or one after the other, the last for good. */
const fare = () => {
  const states = [world.pod ?? 'ready'].flat()
  made.looks = (made.looks ?? 0) + 1
  keep()
  return states[Math.min(made.looks, states.length) - 1] ?? 'ready'
}

const pods = () => {
  if (made.image === undefined) return []
  const status = statuses[fare()](made.image)
  const metadata = { name: made.pod, namespace, creationTimestamp: '2026-11-20T09:00:00Z' }
  return [{ metadata, spec: {}, status }]
}

const make = (kind, image) => {
  inNamespace()
  made.refusals = (made.refusals ?? 0) + 1
  keep()
  if (made.refusals <= (world.withoutAccount ?? 0))
    fail(
      `Error from server (Forbidden): pods "lesson" is forbidden: error looking up service account ${namespace}/default: serviceaccount "default" not found`,
    )
  made.image = image
  made.pod = kind === 'pod' ? 'lesson' : 'lesson-6d4b75cb6d-x2v8q'
  keep()
}

/** Listens as the real one does, until it is ended. */
const forward = (target, ports) => {
  inNamespace()
  if (world.forward !== undefined) fail(world.forward)
  const [local, remote] = ports.split(':')
  if (target !== 'service/lesson' || made.service === undefined)
    fail(`Error from server (NotFound): services "${target}" not found`)
  const server = createServer((_, response) => response.end('Welcome to nginx!'))
  server.listen(Number(local), flags['--address'] ?? 'localhost', () =>
    process.stdout.write(`Forwarding from 127.0.0.1:${local} -> ${remote}\n`),
  )
}

const [verb = '', what = '', name = '', ...more] = rest
const command = `${verb} ${what}`
if (world.refuse?.[verb] !== undefined) fail(world.refuse[verb])
if (command === 'create namespace') {
  if (made.namespace !== undefined)
    fail(`Error from server (AlreadyExists): namespaces "${name}" already exists`)
  made.namespace = name
  keep()
  process.stdout.write(`namespace/${name} created\n`)
} else if (command === 'create deployment') make('deployment', flags['--image'])
else if (verb === 'run') make('pod', flags['--image'])
else if (verb === 'expose') {
  inNamespace()
  if (flags['--type'] !== 'NodePort' || flags['--port'] === undefined)
    fail("error: couldn't find port")
  made.service = world.nodePort ?? 30_080
  keep()
  process.stdout.write(`service/${name} exposed\n`)
} else if (command === 'get pods') {
  inNamespace()
  print({ kind: 'List', items: pods() })
} else if (command === 'get service') {
  inNamespace()
  print({ kind: 'Service', spec: { ports: [{ port: 80, nodePort: made.service }] } })
} else if (command === 'get events') {
  inNamespace()
  print({ kind: 'List', items: world.events ?? [] })
} else if (verb === 'logs') {
  inNamespace()
  process.stdout.write(`${world.logs ?? ''}\n`)
} else if (verb === 'port-forward') forward(what, name)
else if (command === 'delete namespace') {
  if (made.namespace === name) rmSync(madeFile, { force: true })
  process.stdout.write(`namespace "${name}" deleted\n`)
} else fail(`error: unknown command "${[command, name, ...more].join(' ')}" for "kubectl"`)
