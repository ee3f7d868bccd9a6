import { plural } from '../model/english.ts'
import { say } from '../model/text.ts'
import type { KubeadmCheck } from './kubeadm.ts'
import type { BadAdvice } from './noise.ts'
import { adviceFor } from './reason-advice.ts'
import type { AllLogWords, LogWording } from './wording.ts'
import { byHandWords } from './words-by-hand.ts'
import { dockerWords } from './words-docker.ts'
import { kubernetesWords } from './words-kubernetes.ts'
import { logWords } from './words-log.ts'
import { machineWords } from './words-machine.ts'
import { networkWords } from './words-network.ts'
import { reasonAdvice } from './words-reasons.ts'
import { startWords } from './words-start.ts'

/** What surrounds the findings. */
export interface ExplainFrame {
  readonly line: (number: number) => string
  /** A line with what stands in it. */
  readonly said: (number: number, line: string) => string
  readonly more: (count: number) => string
  readonly nothingWrong: (lines: number) => string
  /** The start in the log came to its end. */
  readonly succeeded: (lines: number) => string
  readonly notRecognised: (lines: number) => string
  readonly notTheCause: string
  readonly drivers: (names: string) => string
  readonly noDriverLeft: (ids: string) => string
  readonly symptoms: (names: string) => string
  readonly overcome: (codes: string) => string
  readonly updateCheck: string
  readonly dockerContext: string
  readonly forced: string
  readonly doNotFollow: (why: string) => string
  readonly badAdvice: Readonly<Record<BadAdvice, string>>
  readonly count: (errors: number, warnings: number) => string
  readonly readMore: (explain: string) => string
  /** Nothing was named: this file is read. */
  readonly lastStart: (file: string) => string
}

/** Everything explain says in one language. */
export interface ExplainWords {
  readonly codes: AllLogWords
  readonly minikube: LogWording
  readonly kubeadm: LogWording
  readonly kubeadmHints: Readonly<Partial<Record<KubeadmCheck, string>>>
  readonly frame: ExplainFrame
  readonly page: {
    readonly means: (gloss: string) => string
    readonly exit: (code: number) => string
    readonly group: (name: string) => string
    readonly since: (version: string) => string
    readonly until: (version: string) => string
    readonly doc: (url: string) => string
    readonly sameAs: (code: string) => string
    readonly symptom: string
    readonly advice: (id: string) => string
  }
}

export const en: ExplainWords = {
  codes: {
    ...machineWords,
    ...dockerWords,
    ...networkWords,
    ...logWords,
    ...startWords,
    ...kubernetesWords,
    ...byHandWords,
  },
  minikube: {
    message: ({ id, exit, said }) => [
      ...(id === undefined ? say`minikube stopped` : say`minikube stopped with ${id}`),
      ...(exit === undefined ? [] : say` (exit code ${exit})`),
      ...(said === undefined || said.value === '' ? [] : say`: ${said}`),
    ],
    hint: ({ advice, id }) =>
      advice === undefined
        ? say`${[reasonAdvice[adviceFor(id?.value ?? '') ?? 'node']]}`
        : say`minikube suggests: ${advice}`,
  },
  kubeadm: {
    message: ({ name, said }) => [
      ...(name === undefined
        ? say`kubeadm's preflight check failed`
        : say`kubeadm's preflight check ${name} failed`),
      ...(said === undefined || said.value === '' ? [] : say`: ${said}`),
    ],
  },
  kubeadmHints: {
    IsPrivilegedUser: 'Run kubeadm as root.',
    Swap: 'Switch swap off (swapoff -a) and take it out of /etc/fstab.',
    CRI: 'Start the container runtime. A containerd from Docker\'s packages has disabled_plugins = ["cri"] in /etc/containerd/config.toml.',
    KubeletVersion: 'Install kubelet and kubeadm of one version.',
    Port: 'Stop what holds the port; a former cluster goes with kubeadm reset.',
    FileAvailable: 'A former cluster is in the way: kubeadm reset.',
    DirAvailable: 'A former cluster is in the way: kubeadm reset.',
    FileExisting: 'Install the program it names (conntrack, iproute2, socat, cri-tools).',
    FileContent:
      'Load br_netfilter and set net.bridge.bridge-nf-call-iptables=1 and net.ipv4.ip_forward=1.',
    SystemVerification: 'The lines above it name what the kernel or the cgroups lack.',
    ImagePull: 'Use a registry that answers: imageRepository, or pull and tag the images first.',
    Service: 'Start and enable the service it names.',
    Hostname: "Put the machine's name into /etc/hosts.",
  },
  frame: {
    line: (number) => `line ${number}`,
    said: (number, line) => `line ${number}: ${line}`,
    more: (count) => `and ${plural(count, 'more line')}`,
    nothingWrong: (lines) => `Nothing wrong found in ${plural(lines, 'line')}.`,
    succeeded: (lines) =>
      `Nothing wrong found in ${plural(lines, 'line')}: the start came to its end.`,
    notRecognised: (lines) =>
      `Nothing recognised in ${plural(lines, 'line')}: this does not look like output of minikube, kubectl, docker or kubeadm.`,
    notTheCause: 'Not the cause',
    drivers: (names) => `merely not installed: ${names}`,
    noDriverLeft: (ids) => `${ids} only says that no driver was left`,
    symptoms: (names) => `${names} follows from it`,
    overcome: (codes) => `the start got over ${codes}`,
    dockerContext:
      'the warning about the Docker CLI context "default" (docker context use default stops it)',
    updateCheck: 'minikube could not look for updates of itself',
    forced: 'the words about root: --force was given',
    doNotFollow: (why) => `Do not follow this advice: ${why}`,
    badAdvice: {
      'none-driver':
        'the driver none needs root, conntrack, crictl and more, and takes over the machine; use docker.',
      'protected-regular':
        'fs.protected_regular=0 weakens the whole system; remove the lock files.',
      'mirror-country':
        '--image-mirror-country=cn alone leads to a bucket that no longer has the binaries.',
      force:
        '--force also switches off the checks of CPUs, memory and versions; use a normal user.',
      'cri-dockerd':
        'installing cri-dockerd helps only with the driver none; recreate the cluster.',
      'no-validate': '--validate=false sends the file without the fields it could not read.',
      'prune-volumes':
        'it deletes every unused volume, data included; look first what takes the room.',
      chmod: 'it opens the engine, and so root, to everybody; use the group docker.',
      purge: '--purge deletes every cluster and every download; minikube delete is mostly enough.',
    },
    count: (errors, warnings) => `${plural(errors, 'problem')}, ${plural(warnings, 'warning')}`,
    lastStart: (file) => `Reading minikube's last start: ${file}`,
    readMore: (explain) => `${explain} CODE tells more about a code`,
  },
  page: {
    means: (gloss) => `minikube: ${gloss}.`,
    exit: (code) => `minikube ends with exit code ${code}.`,
    group: (name) => `Group: ${name}.`,
    since: (version) => `Known since ${version}.`,
    until: (version) => `Only up to ${version}.`,
    doc: (url) => `Documentation: ${url}`,
    sameAs: (code) => `k8s-doctor calls it ${code}:`,
    symptom:
      'It only says that something failed, or what failed last. k8s-doctor explain FILE finds the cause in the whole log.',
    advice: (id) => reasonAdvice[adviceFor(id) ?? 'node'],
  },
}
