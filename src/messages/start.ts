import type { Wait } from '../cluster/progress.ts'
import type { Attempt, NotBegun, RungId, SmokeResult } from '../model/attempt.ts'
import type { LanguageName } from './language.ts'
import { startWordsZh as zh } from './start-zh.ts'

/** What the engine does of its own accord, named like a fix. */
export type CourseFix = 'start-cluster' | `ladder-${RungId}`

type SmokeWhy = Extract<SmokeResult, { readonly state: 'failed' }>['why']

/** The words of the start of the cluster. */
export interface StartWords {
  readonly seconds: (count: number) => string
  readonly minutes: (minutes: number, seconds: number) => string
  readonly fixes: Readonly<Record<CourseFix, string>>
  readonly starting: (number: number) => string
  /** The same in few words, for a row that moves. */
  readonly row: (number: number) => string
  /** What minikube calls its steps; its own message where the language has none. */
  readonly steps: Readonly<Record<string, string>>
  readonly waits: Readonly<Record<Wait, string>>
  /** What it waits for, and for how long it has said nothing. */
  readonly silent: (wait: string, time: string) => string
  readonly fetched: (artifact: string, done: string) => string
  readonly of: (received: string, size: string) => string
  readonly ends: Readonly<Record<Attempt['end'], string>>
  readonly attempt: (number: number, end: string, time: string) => string
  readonly unproven: string
  readonly unexplained: string
  readonly rung: (title: string) => string
  readonly without: (sources: string) => string
  readonly proving: string
  readonly trying: string
  readonly notBegun: Readonly<Record<NotBegun, string>>
  /** Goes on after `offline`. */
  readonly whatIsHere: (route: string) => string
  readonly ran: string
  readonly started: (time: string, attempts: number) => string
  /** `offline`: what needs the network was not tried. */
  readonly failed: (attempts: number, offline: boolean) => string
  /** What could still be tried was not agreed to. */
  readonly declined: string
  readonly brokenOff: (fix: string) => string
  readonly unseen: string
  readonly open: (time: string) => string
  readonly works: (image: string, address: string | undefined) => string
  readonly worksNot: (lesson: string) => string
  readonly smokeWhys: Readonly<Record<SmokeWhy, string>>
  readonly breakingOff: string
  /** `offline`: only where nothing has to be fetched. */
  readonly mayFollow: (cost: string, offline: boolean) => string
  readonly offPath: (folder: string) => string
}

const times = (count: number): string =>
  ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'][count] ?? `${count}th`

const en: StartWords = {
  seconds: (count) => `${count} s`,
  minutes: (minutes, seconds) => (seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`),
  fixes: {
    'start-cluster': 'start the cluster',
    'ladder-other-source': 'take the downloads from another source',
    'ladder-pre-pull': 'fetch the images before the start',
    'ladder-resources': 'give the cluster CPUs and memory that fit this machine',
    'ladder-other-pair': 'take versions of minikube and Kubernetes that work together here',
    'ladder-delete-profile': 'delete the cluster and make it anew',
    'ladder-delete-all': 'delete all minikube clusters on this machine',
    'ladder-purge':
      'delete all minikube clusters and everything minikube has kept, downloads excepted',
  },
  starting: (number) =>
    number === 1
      ? 'Starting the cluster'
      : `Starting the cluster, ${times(number)} attempt of at most six`,
  row: (number) => (number === 1 ? 'Starting the cluster' : `Starting the cluster (${number})`),
  steps: {},
  waits: {
    docker: 'minikube is asking Docker',
    download: 'the download has come to a halt',
    'node-image': 'the image of the node is being fetched',
    node: 'Docker is making the node; where its image is not here yet, it is fetched now',
    kubernetes: "Kubernetes' programs and images are being fetched and unpacked",
    'control-plane': 'kubeadm is bringing up the control plane',
    components: "Kubernetes' own components are coming up; minikube gives them 6 minutes",
    minikube: 'minikube is at work',
  },
  silent: (wait, time) => `${wait} (nothing new for ${time})`,
  fetched: (artifact, done) => `fetching ${artifact}, ${done}`,
  of: (received, size) => `${received} of ${size}`,
  ends: {
    started: 'started',
    failed: 'failed',
    timeout: 'did not end in time',
    interrupted: 'interrupted',
  },
  attempt: (number, end, time) => `start ${number} ${end} after ${time}`,
  unproven: 'minikube said it was done, but the cluster is not well',
  unexplained: 'minikube did not say why',
  rung: (title) => `Before the next start: ${title}`,
  without: (sources) => `no longer asked: ${sources}`,
  proving: 'Waiting for the node and the system Pods',
  trying: 'Trying the first lesson',
  notBegun: {
    'not-wanted': 'The cluster was not started (--no-start).',
    'not-ready': 'The cluster was not started: this is still in the way:',
    'not-agreed':
      'The cluster was not started: what an earlier cluster needs first was not agreed to:',
    partial:
      'The cluster is started only after a look at everything: leave out --only and --skip for that.',
    offline:
      'The cluster was not started: with --offline nothing is fetched, and not all that a start asks for is known to be here.',
    interrupted: 'Interrupted before the cluster was started.',
  },
  whatIsHere: (route) => ` ${route} shows what is here; leave out --offline to start.`,
  ran: 'The cluster was running already: its node is Ready, the system Pods are well.',
  started: (time, attempts) =>
    attempts === 1
      ? `The cluster has started in ${time}: its node is Ready, the system Pods are well.`
      : `The cluster has started at the ${times(attempts)} attempt, in ${time}: its node is Ready, the system Pods are well.`,
  failed: (attempts, offline) =>
    `The cluster did not start${attempts === 1 ? '' : ` in ${attempts} attempts`}, and nothing else is left to try${offline ? ' with --offline' : ''}.`,
  declined: 'The cluster did not start, and what could still be tried was not agreed to.',
  brokenOff: (fix) =>
    `The start was broken off. What minikube had made by then stays: ${fix} goes on from there, minikube delete removes it.`,
  unseen: 'The cluster has started; whether all of it is well was not seen any more.',
  open: (time) =>
    `The cluster has started in ${time}, but whether all of it is well could not be told:`,
  works: (image, address) =>
    address === undefined
      ? `The first lesson works: ${image} ran, and was removed again.`
      : `The first lesson works: ${image} answered at ${address}, and was removed again.`,
  worksNot: (lesson) => `The first lesson does not work: ${lesson}`,
  smokeWhys: {
    image: 'its image cannot be fetched',
    crash: 'its container ends again and again',
    unschedulable: 'no node takes its Pod',
    'no-answer': 'it runs, but does not answer',
    'no-address': 'it runs, but there is no address to reach it at',
    refused: 'Kubernetes refused it',
  },
  breakingOff: 'Asking minikube to end. A second signal ends k8s-doctor at once.',
  mayFollow: (cost, offline) =>
    offline
      ? 'As soon as nothing is in the way and nothing has to be fetched (--offline), --fix starts the cluster'
      : `As soon as nothing is in the way, --fix starts the cluster${cost}`,
  offPath: (folder) =>
    `${folder} is not on your PATH: open a new terminal, or type export PATH="${folder}:$PATH"`,
}

export const startWords: Readonly<Record<LanguageName, StartWords>> = { en, zh }

const isCourseFix = (id: string, words: StartWords): id is CourseFix =>
  Object.hasOwn(words.fixes, id)

/** The title of what the course does; undefined for the fix of a check. */
export const courseFixTitle = (id: string, name: LanguageName): string | undefined => {
  const words = startWords[name]
  return isCourseFix(id, words) ? words.fixes[id] : undefined
}
