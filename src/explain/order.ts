import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { checks } from '../checks/index.ts'
import type { AnyCheck, Severity } from '../model/check.ts'
import type { CheckCode, LogCode } from './codes.ts'

const list: readonly AnyCheck[] = checks
type CheckId = (typeof checks)[number]['id']

const checkOf = (code: string): AnyCheck | undefined =>
  list.find(({ id }) => code.startsWith(`${id}/`))

/** Where minikube's groups of reasons belong among our checks. */
const groups: Readonly<Record<string, CheckId>> = {
  program: 'tools/minikube',
  resources: 'resources/disk',
  host: 'user/locks',
  provider: 'docker/storage',
  driver: 'docker/storage',
  'local network': 'network/ports',
  internet: 'docker/mirrors',
  guest: 'cluster/running',
  runtime: 'cluster/running',
  'control plane': 'cluster/running',
  prerequisite: 'tools/pair',
}

/** What only a log shows, beside the check it belongs to; the rest are lessons, after everything. */
const beside: Readonly<Record<string, CheckId>> = {
  'log/no-systemd': 'host/os',
  'log/no-cfs': 'host/os',
  'log/download-corrupt': 'tools/minikube',
  'log/tls-intercepted': 'network/dns',
  'log/not-tls': 'network/proxy',
  'log/coredns-loop': 'cluster/system-pods',
  'log/rate-limit': 'docker/mirrors',
  'log/kicbase-digest': 'docker/mirrors',
  'log/kicbase': 'docker/mirrors',
  'log/binaries-mirror': 'docker/mirrors',
  'log/download-failed': 'docker/mirrors',
  'log/pause-image': 'docker/mirrors',
  'log/pull-timeout': 'docker/mirrors',
  'log/pull-reset': 'docker/mirrors',
  'log/docker-source': 'docker/installed',
  'log/kubernetes-packages': 'host/os',
  'log/layer-broken': 'docker/mirrors',
  'log/token-server': 'docker/mirrors',
  'log/node-offline': 'docker/mirrors',
  'log/stuck-pull': 'docker/mirrors',
  'log/stuck-boot': 'cluster/running',
}

const positionOf = (id: string): number => list.findIndex((check) => check.id === id)

/** How fundamental a code is: the place of its check in the list, from the ground up. Pure. */
export const placeOf = (code: LogCode): number => {
  const check = checkOf(code)
  if (check !== undefined) return positionOf(check.id)
  if (code.startsWith('kubeadm/')) return positionOf('cluster/running')
  if (code.startsWith('minikube/')) {
    const id = groups[minikubeReason(code.slice('minikube/'.length))?.group ?? '']
    return id === undefined ? list.length : positionOf(id)
  }
  const id = beside[code]
  return id === undefined ? list.length : positionOf(id)
}

/** The severity the check gives a code; a log's own codes are errors. */
export const severityOf = (code: string): Severity => {
  const check = checkOf(code)
  return check?.problems[code.slice(check.id.length + 1)]?.severity ?? 'error'
}

const rank = { error: 0, warning: 1, info: 2 } as const

interface Placed {
  readonly code: LogCode
  readonly severity: Severity
  readonly symptom: boolean
  readonly first: number
}

/** Errors before warnings; then the most fundamental; then causes before symptoms; then as they stand in the log. Pure. */
export const byImportance = (a: Placed, b: Placed): number =>
  rank[a.severity] - rank[b.severity] ||
  placeOf(a.code) - placeOf(b.code) ||
  Number(a.symptom) - Number(b.symptom) ||
  a.first - b.first

/** Checks that look for what a code says. Pure. */
export const checkIdOf = (code: LogCode | CheckCode): string | undefined => checkOf(code)?.id
