import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { checks } from '../checks/index.ts'
import type { AnyCheck, Severity } from '../model/check.ts'
import type { CauseKind } from '../model/attempt.ts'
import type { CheckCode, CheckId, LogCode } from './codes.ts'
import { ends } from './marks.ts'
import type { Signature } from './signature.ts'
import { signatures } from './signatures/index.ts'

const list: readonly AnyCheck[] = checks

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

const logRows: ReadonlyMap<string, Pick<Signature, 'beside' | 'cause'>> = new Map(
  [...ends, ...signatures]
    .filter(({ code }) => code.startsWith('log/'))
    .toReversed()
    .map((row) => [row.code, row] as const),
)

const positionOf = (id: string): number => list.findIndex((check) => check.id === id)

/** The row of a code that no check has. */
const rowOf = (code: string): Pick<Signature, 'beside' | 'cause'> | undefined => logRows.get(code)

/** What a start fails of when this is why; undefined where a check speaks of it, or minikube or kubeadm by its own name. Pure. */
export const causeOf = (code: string): CauseKind | undefined => {
  const row = rowOf(code)
  return row === undefined ? undefined : (row.cause ?? 'unknown')
}

/** How fundamental a code is: the place of its check in the list, from the ground up. Pure. */
export const placeOf = (code: LogCode): number => {
  const check = checkOf(code)
  if (check !== undefined) return positionOf(check.id)
  if (code.startsWith('kubeadm/')) return positionOf('cluster/running')
  if (code.startsWith('minikube/')) {
    const id = groups[minikubeReason(code.slice('minikube/'.length))?.group ?? '']
    return id === undefined ? list.length : positionOf(id)
  }
  const id = rowOf(code)?.beside
  return id === undefined ? list.length : positionOf(id)
}

/** Whether a code is about a lesson, after everything that keeps a cluster from starting. Pure. */
export const isLesson = (code: LogCode): boolean => placeOf(code) === list.length

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
