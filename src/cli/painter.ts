import type { Language } from '../messages/language.ts'
import { waitings } from '../messages/waitings.ts'
import { areaOf, areas } from '../model/check.ts'
import type { AnyCheck, Area } from '../model/check.ts'
import type { Waiting } from '../model/fact.ts'
import type { RunEvent } from '../engine/run-events.ts'
import { paintUntilEnd } from './live.ts'
import type { Painting } from './live.ts'

interface Row {
  readonly area: Area
  readonly checks: ReadonlySet<string>
  /** Facts its checks wait for, by id. */
  readonly facts: ReadonlySet<string>
}

const rowsOf = (checks: readonly AnyCheck[]): readonly Row[] => {
  const rows = areas.map((area) => ({ area, own: checks.filter(({ id }) => areaOf(id) === area) }))
  return rows
    .filter(({ own }) => own.length > 0)
    .map(({ area, own }) => ({
      area,
      checks: new Set(own.map(({ id }) => id)),
      facts: new Set(
        own.flatMap(({ needs }) =>
          Object.values(needs).map((need) => ('optional' in need ? need.optional.id : need.id)),
        ),
      ),
    }))
}

/** One row per area while the machine is looked at. */
export const paintLook = (checks: readonly AnyCheck[], language: Language): Painting => {
  const asked = new Map<string, { readonly waitsFor: Waiting; readonly since: number }>()
  const open = new Set(checks.map(({ id }) => id))
  const hear = (event: RunEvent): void => {
    if (event.kind === 'asking')
      asked.set(event.fact, { waitsFor: event.waitsFor, since: Date.now() })
    else if (event.kind === 'answered') asked.delete(event.fact)
    else if (event.kind === 'checked') open.delete(event.result.id)
  }
  const isDone = ({ checks: own }: Row): boolean => [...own].every((id) => !open.has(id))
  const waitsFor = ({ facts }: Row): string => {
    const oldest = [...asked]
      .filter(([fact]) => facts.has(fact))
      .toSorted(([, a], [, b]) => a.since - b.since)[0]?.[1]
    if (oldest === undefined) return ''
    const seconds = Math.floor((Date.now() - oldest.since) / 1000)
    return seconds < 1
      ? ''
      : language.chrome.waitingFor(waitings[language.name][oldest.waitsFor], seconds)
  }
  const rows = rowsOf(checks).map((row) => ({
    isDone: () => isDone(row),
    title: () => {
      const name = language.chrome.areas[row.area]
      const text = isDone(row) ? '' : waitsFor(row)
      return text === '' ? name : `${name}  ${text}`
    },
  }))
  return { hear, end: paintUntilEnd(rows) }
}
