import { rungs } from '../model/attempt.ts'
import type { Cause, Rung, RungId } from '../model/attempt.ts'
import { samePair } from '../model/choice.ts'
import { isFatal, kindOf, remedies } from './causes.ts'
import { afresh, canDelete, deleteAll, deleteProfile, purge } from './deletions.ts'
import { otherSource, prePull } from './downloads.ts'
import { otherSize } from './sizes.ts'
import type { Situation } from './situation.ts'

type Found = Omit<Rung, 'id' | 'because'>

/** Each of the pairs once, in their order. */
const otherPair = (situation: Situation): Found | undefined => {
  const { alternatives, attempts, pair: current, request } = situation
  const { profile, offline } = request
  // Its programs would have to be fetched.
  if (offline) return undefined
  const tried = attempts.filter(({ rung }) => rung === 'other-pair').length
  const pair = alternatives
    .filter((other) => !samePair(other, profile.pair))
    .slice(tried)
    .find((other) => !samePair(other, current))
  return pair === undefined ? undefined : { ...afresh(situation), pair }
}

/** How each rung looks in a situation; undefined where there is nothing it could do. */
const builders: Readonly<
  Record<RungId, (cause: Cause, situation: Situation) => Found | undefined>
> = {
  'other-source': otherSource,
  'pre-pull': (_, situation) => prePull(situation),
  resources: otherSize,
  'other-pair': (_, situation) => otherPair(situation),
  'delete-profile': (_, situation) => deleteProfile(situation),
  'delete-all': (_, situation) => deleteAll(situation),
  purge: (_, situation) => purge(situation),
}

/** These carry something else each time: another source, another pair. */
const repeatable: ReadonlySet<RungId> = new Set(['other-source', 'pre-pull', 'other-pair'])

const unknown: Cause = { code: '' }

/** A warning that no rung touches tells nothing, unless it is of the cluster that was looked at. */
const isTelling = ({ code }: Cause): boolean =>
  remedies[kindOf(code)].length > 0 || isFatal(code) || code.startsWith('cluster/')

/**
 * The gentlest thing that addresses what the last start failed of, the most fundamental cause first; undefined where no start
 * will get further before something else is mended, or nothing is left to try. Never the same thing twice. Pure.
 */
export const nextRung = (situation: Situation): Rung | undefined => {
  const { attempts, refused, failed = [] } = situation
  const last = attempts.at(-1)
  const taken = attempts.flatMap(({ rung }) => rung ?? [])
  if (last === undefined || last.end === 'interrupted' || taken.length >= rungs.length)
    return undefined
  const isOpen = (id: RungId): boolean =>
    canDelete(situation, id) &&
    !refused.includes(id) &&
    !failed.includes(id) &&
    (repeatable.has(id) || !taken.includes(id))
  const causes = last.causes.filter(isTelling)
  for (const cause of causes.length === 0 ? [unknown] : causes) {
    const wanted: readonly RungId[] = remedies[kindOf(cause.code)]
    if (wanted.length === 0) return undefined
    for (const id of rungs.filter((one) => wanted.includes(one) && isOpen(one))) {
      const found = builders[id](cause, situation)
      if (found !== undefined)
        return {
          id,
          because: [
            ...new Set(
              last.causes
                .filter(({ code }) => remedies[kindOf(code)].some((one) => one === id))
                .map(({ code }) => code),
            ),
          ],
          ...found,
        }
    }
  }
  return undefined
}
