import type { Rung, RungId } from '../model/attempt.ts'
import type { Risk } from '../model/fix.ts'
import type { Step } from '../model/step.ts'
import type { Situation } from './situation.ts'

/** Rungs that delete, the gentlest first; each only when the one before it has not helped. */
const deleting: readonly RungId[] = ['delete-profile', 'delete-all', 'purge']

/**
 * Whether all there is of the course's cluster was made by this run and never came to life: nobody can have put anything into
 * it, so that deleting it is tidying up after ourselves. Before any rung but `pre-pull` what was there is deleted.
 */
const isHalfMade = ({ ours, attempts }: Situation): boolean =>
  (ours || attempts.some(({ rung }) => rung !== undefined && rung !== 'pre-pull')) &&
  attempts.every(({ end }) => end !== 'started')

/** Deletes what a start would not change any more: flags of an existing cluster are ignored. Source: minikube-behaviour (a), (d). */
export const afresh = (
  situation: Situation,
): Pick<Rung, 'steps' | 'deletes'> & { readonly risk: Risk } => {
  if (!situation.exists) return { steps: [], risk: 'safe' }
  const { cluster } = situation.request.profile
  const step: Step = { kind: 'delete-profile', profile: cluster }
  const risk = isHalfMade(situation) ? 'safe' : 'destructive'
  return { steps: [step], risk, deletes: [cluster] }
}

/** Everything `delete --all` takes. */
const named = ({ exists, others, request }: Situation): readonly string[] =>
  [...new Set([...(exists ? [request.profile.cluster] : []), ...others])].toSorted()

const isSpent = ({ attempts, failed = [] }: Situation, id: RungId): boolean =>
  failed.includes(id) || attempts.some(({ rung }) => rung === id)

/** Who did not agree to delete a little has not agreed to delete more, and nothing is skipped that may help. */
const isNext = (situation: Situation, id: RungId): boolean => {
  const gentler = deleting.slice(0, deleting.indexOf(id))
  return gentler.every(
    (other) =>
      !situation.refused.includes(other) &&
      (isSpent(situation, other) || isPointless(situation, other)),
  )
}

const isPointless = (situation: Situation, id: RungId): boolean =>
  id === 'delete-profile' ? !situation.exists : named(situation).length === 0

type Found = Omit<Rung, 'id' | 'because'>

/** One cluster, the course's own. Pure. */
export const deleteProfile = (situation: Situation): Found | undefined =>
  situation.exists ? afresh(situation) : undefined

/** All clusters: of everybody on this engine, and of this user. Pure. */
export const deleteAll = (situation: Situation): Found | undefined => {
  const profiles = named(situation)
  if (profiles.length === 0 || !isNext(situation, 'delete-all')) return undefined
  const alone = situation.others.length === 0 && isHalfMade(situation)
  return {
    steps: [{ kind: 'delete-all', profiles }],
    risk: alone ? 'safe' : 'destructive',
    deletes: profiles,
  }
}

/** All of that and minikube's home, which holds settings, certificates and files of the user's own. Pure. */
export const purge = (situation: Situation): Found | undefined => {
  if (!isNext(situation, 'purge')) return undefined
  const profiles = named(situation)
  const { home } = situation
  return {
    steps: [{ kind: 'purge-home', home, profiles }],
    risk: 'destructive',
    deletes: profiles,
  }
}
