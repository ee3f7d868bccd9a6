import { installReasons, sayReason } from '../model/install-reason.ts'
import type { InstallFailure } from '../model/install.ts'
import { formatBytes } from '../report/format.ts'
import { soFar } from './install-words.ts'
import type { InstallWords } from './install-words.ts'

const whys: Readonly<Record<InstallFailure, string>> = {
  'no-digest': 'its sha256 is not known',
  'no-source': 'no source could deliver it',
  'no-space': 'there is not enough space',
  'not-writable': 'its place cannot be written to',
  'no-exec': 'nothing may be executed in its place (mounted noexec)',
  archive: 'the archive it comes in is not as it should be',
  'other-cpu': 'the file is made for another CPU',
  'self-test': 'the file does not work here',
  busy: 'somebody is using the file',
  interrupted: 'interrupted',
}

/** Why an install is not taken back. */
const refusals = {
  unknown: 'k8s-doctor did not install it',
  'not-installed': 'it is not installed any more',
  changed: 'the file is not the one k8s-doctor put there',
  'no-backup': 'what was there before is not kept any more',
} as const

export const en: InstallWords = {
  unknownTool: (command, asked, known) => `${command} knows ${known.join(', ')}, not "${asked}"`,
  badVersion: (asked) => `"${asked}" is no version; all three numbers are wanted, as in v1.25.2`,
  badMirror: (base) =>
    `${base} is no mirror: https, or http in a private network; no password, nothing behind "?"`,
  noFolder: (folder) => `there is no folder ${folder}`,
  noWindows:
    'on Windows nothing is installed by itself yet: --dry-run tells what to fetch, its digest and a folder for it; fetch it, compare the digest, put it there and add the folder to Path',
  noPlatform: 'the CPU of this machine could not be determined',
  noDigest: ({ tool, version, platform, nearest, released }) =>
    [
      released
        ? `${tool} ${version} was released, but this k8s-doctor does not have its sha256 for ${platform}, and installs nothing without one.`
        : `this k8s-doctor does not know ${tool} ${version} for ${platform}, and installs nothing without a sha256.`,
      nearest === undefined
        ? 'It has none of any release for that platform.'
        : `The nearest version that it can install is ${nearest}.`,
      'A course profile can bring its own (digests).',
    ].join(' '),
  otherPair: ({ tool, version, pinned }) =>
    `${tool} ${version} is taken: the course's ${pinned} cannot start a cluster on this machine.`,
  startsNothing: ({ tool, version, wanted, path }) =>
    `${tool} ${wanted} cannot start a cluster on this machine, and would replace ${path}, which is ${tool} ${version}; --beside installs it without replacing anything`,
  labels: {
    target: 'to',
    member: 'takes',
    source: 'from',
    size: 'size',
    replaces: 'replaces',
    shell: 'shell',
  },
  replaces: {
    nothing: 'nothing',
    same: 'nothing: it is there already',
    foreign: 'a file k8s-doctor does not know',
  },
  fromCache: 'the cache alone (--offline)',
  dryRun: 'Nothing was changed (--dry-run).',
  progress: (progress) =>
    [
      soFar(progress, 'of'),
      ...(progress.left === undefined ? [] : [`${progress.left} s left`]),
      progress.source,
    ].join('  '),
  asking: (source) => `asking ${source}`,
  reason: (reason) => sayReason(installReasons, reason),
  sourceFailed: (source, why, others) =>
    `${source}: ${why}${others ? '; going on with another source' : ''}`,
  andMore: (count) => `and ${count} more of its paths`,
  waiting: (holder) => `waiting for another k8s-doctor: ${holder}`,
  verified: 'sha256 verified',
  installed: ({ tool, version, path, bytes, seconds, from }) =>
    `${tool} ${version} is installed: ${path} (${formatBytes(bytes)} in ${seconds} s${from.length === 0 ? '' : ` from ${from.join(', ')}`})`,
  already: ({ tool, version, path }) => `${tool} ${version} is there already: ${path}`,
  linked: (path, target) => `${path} is a link to ${target}: kubectl is minikube's own`,
  undoWith: (command) => `Take it back: ${command}`,
  notOnPath: (directory, line) =>
    `${directory} is not on PATH; add this line to your shell's start file: ${line}`,
  shadowed: (tool, by, path, line) =>
    `Typing ${tool} still runs ${by}, which comes before ${path} on PATH; this line changes the order: ${line}`,
  rehash: (before) =>
    `Shells that are open may still run ${before}: hash -r makes them look again.`,
  ci: (variables) => `The next steps of this workflow get ${variables.join(' and ')}.`,
  shellWritten: (file) => `${file} has the block; shells opened from now on read it`,
  shellCleaned: (file) => `${file}: the block is gone`,
  failed: ({ tool, version }, failure) => `${tool} ${version} was not installed: ${whys[failure]}.`,
  advice: {
    'no-source':
      'In a classroom name its mirror (--mirror URL or folder); behind a proxy set HTTPS_PROXY, for a certificate of your company NODE_EXTRA_CA_CERTS.',
    'no-space': 'Make room there, or choose another place: --bin-dir DIR.',
    'not-writable': 'Choose another place with --bin-dir DIR.',
    'no-rights': 'Choose another place with --bin-dir DIR, or run it with sudo.',
    cache:
      'Downloads and the journal need that place; XDG_CACHE_HOME and XDG_STATE_HOME name others.',
    'no-exec': 'Choose another place with --bin-dir DIR.',
    interrupted: 'What was received is kept for the next run.',
  },
  tried: 'Tried:',
  noInstalls: 'k8s-doctor has installed nothing here.',
  nothingOf: (tool) =>
    `no ${tool} was installed here by this program, so there is nothing to remove`,
  nothingToUndo: 'there is nothing to undo',
  unknownTransaction: (asked) =>
    `there is no transaction "${asked}"; k8s-doctor undo --list shows them`,
  undone: ({ tool, version, path, restored }) =>
    restored
      ? `${path}: what was there before ${tool} ${version} is back`
      : `${path}: ${tool} ${version} is removed`,
  wouldUndo: ({ tool, version, path, restored }) =>
    restored
      ? `${path}: what was there before ${tool} ${version} would be back`
      : `${path}: ${tool} ${version} would be removed`,
  linkRemoved: (path) => `${path}: the link is removed`,
  refused: (path, why) => `${path} is left as it is: ${refusals[why]}.`,
  states: {
    prepared: 'cut off',
    committed: 'installed',
    undoing: 'cut off',
    undone: 'undone',
    aborted: 'cut off',
  },
  noShell: (name) => `completion and alias are for bash, zsh and fish; SHELL says "${name}"`,
  noText: (file) =>
    `${file} is left alone: it is not plain text, or somebody changed k8s-doctor's block in it`,
  underSudo: "a shell's start file belongs to its user: run this without sudo",
  linkNeedsMinikube: 'a link needs a minikube: k8s-doctor install minikube',
  linkInTheWay: (path) => `${path} is a program, not a link: remove it first`,
  onlyKubectl: (option) => `${option} is for kubectl only`,
}
