import type { Attempt, Rung, RungId } from '../model/attempt.ts'
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

/** What a start failed of; its exit and last words where nothing is known. */
const failureOf = ({ causes, exitCode, said }: Attempt): string =>
  JSON.stringify(causes.length > 0 ? causes.map(({ code }) => code) : [exitCode, said])

/** Its node was made for it, so that nothing of an earlier cluster was in it. */
const isFresh = ({ ours, attempts }: Situation, index: number): boolean => {
  const rung = attempts[index]?.rung
  return index === 0 ? ours : rung !== undefined && rung !== 'pre-pull'
}

/** Two starts on fresh nodes that failed of the same: what is in the node is not the cause, and a third one fails of it too. */
const isProvedPointless = (situation: Situation): boolean => {
  const { attempts } = situation
  const [before, last] = attempts.slice(-2)
  return (
    before !== undefined &&
    last !== undefined &&
    isFresh(situation, attempts.length - 1) &&
    isFresh(situation, attempts.length - 2) &&
    failureOf(before) === failureOf(last)
  )
}

/** False for a rung that does nothing but delete, where deleting is known to be of no use. Pure. */
export const canDelete = (situation: Situation, id: RungId): boolean =>
  !deleting.includes(id) || !isProvedPointless(situation)

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
