import { Listr } from 'listr2'
import type { Event, Listener } from '../engine/events.ts'
import type { Language } from '../messages/language.ts'
import { areaOf, areas } from '../model/check.ts'
import type { AnyCheck, Area } from '../model/check.ts'

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

const tick = 200

const showCursor = (): void => {
  process.stdout.write('\u001B[?25h')
}

/** Paints one row per area while `run` goes on, then takes the rows away. It only paints: nothing waits for it. */
export const paintWhile = async <T>(
  run: (listen: Listener) => Promise<T>,
  { checks, language }: { readonly checks: readonly AnyCheck[]; readonly language: Language },
): Promise<T> => {
  const asked = new Map<string, { readonly waitsFor: string; readonly since: number }>()
  const open = new Set(checks.map(({ id }) => id))
  const listen = (event: Event): void => {
    if (event.kind === 'asking')
      asked.set(event.fact, { waitsFor: event.waitsFor, since: Date.now() })
    else if (event.kind === 'answered') asked.delete(event.fact)
    else open.delete(event.result.id)
  }
  const result = run(listen)
  // Its failure is the caller's to handle; here it only ends the rows.
  const over = result.then(
    () => true,
    () => true,
  )
  const isDone = ({ checks: own }: Row): boolean => [...own].every((id) => !open.has(id))
  const waitsFor = ({ facts }: Row): string => {
    const oldest = [...asked]
      .filter(([fact]) => facts.has(fact))
      .toSorted(([, a], [, b]) => a.since - b.since)[0]?.[1]
    if (oldest === undefined) return ''
    const seconds = Math.floor((Date.now() - oldest.since) / 1000)
    return seconds < 1 ? '' : language.chrome.waitingFor(oldest.waitsFor, seconds)
  }
  process.once('exit', showCursor)
  await new Listr(
    rowsOf(checks).map((row) => ({
      title: language.chrome.areas[row.area],
      task: async (_, task): Promise<void> => {
        while (!isDone(row)) {
          const ended = await Promise.race([
            over,
            new Promise<false>((again) => {
              setTimeout(() => again(false), tick)
            }),
          ])
          if (ended) return
          const text = waitsFor(row)
          if (text !== '') task.title = `${language.chrome.areas[row.area]}  ${text}`
        }
        task.title = language.chrome.areas[row.area]
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { clearOutput: true, showErrorMessage: false },
    },
  ).run()
  return result
}
