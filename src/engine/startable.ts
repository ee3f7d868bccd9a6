import { dockerObjects } from '../facts/docker-objects.ts'
import { cacheOf } from '../catalog/minikube-cache.ts'
import { ladderGrounds } from '../facts/ladder-grounds.ts'
import { minikubeHome } from '../facts/minikube-home.ts'
import { startFetches } from '../facts/start-fetches.ts'
import type { NotBegun } from '../model/attempt.ts'
import type { FixResult, Round } from '../model/repair.ts'
import type { CheckResult, Report } from '../model/report.ts'
import { withoutDocker } from '../model/uses-docker.ts'
import type { Session } from './session.ts'

const errorsOf = ({ findings }: CheckResult): readonly string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)

const refusals: ReadonlySet<FixResult> = new Set(['declined', 'handed-over'])

/** What an earlier cluster needed was not agreed to: a start would run into it. */
const isRefused = (rounds: readonly Round[], standing: ReadonlySet<string>): boolean =>
  rounds.some(({ fixes }) =>
    fixes.some(
      ({ fix, result }) => refusals.has(result) && fix.because.some((code) => standing.has(code)),
    ),
  )

/**
 * Why no start is begun; undefined where one may be. What nobody could tell is no reason: the start will. An error of the cluster
 * itself is none either, for that is what a start, and the ladder after it, can mend. Pure.
 */
export const notStartable = (
  { checks }: Pick<Report, 'checks'>,
  rounds: readonly Round[],
): NotBegun | undefined => {
  if (checks.some(({ reason }) => reason === 'not-selected')) return 'partial'
  const inTheWay = checks.some(
    (check) =>
      check.area !== 'cluster' && (errorsOf(check).length > 0 || check.status === 'crashed'),
  )
  if (inTheWay) return 'not-ready'
  const ofCluster = checks.filter(({ area }) => area === 'cluster').flatMap(errorsOf)
  return isRefused(rounds, new Set(ofCluster)) ? 'not-agreed' : undefined
}

/** Whether nothing of the course's cluster is there yet. Where docker does not say what it holds, something may be. */
export const isBare = async (session: Session): Promise<boolean> => {
  const grounds = await session.get(ladderGrounds)
  if (!grounds.ok || grounds.value.exists) return false
  return withoutDocker(session.request()) !== undefined || (await session.get(dockerObjects)).ok
}

/** With --offline no start is begun that fetches something, or of which nobody knows that it does not. */
export const needsNetwork = async (session: Session): Promise<boolean> => {
  if (!session.request().offline) return false
  const fetches = await session.get(startFetches)
  return !fetches.ok || fetches.value
}

/** Where a start puts what it fetches. */
export const cacheFolder = async (session: Session): Promise<string | undefined> => {
  const home = await session.get(minikubeHome)
  return home.ok ? cacheOf(home.value) : undefined
}
