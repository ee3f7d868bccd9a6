import { Listr } from 'listr2'
import type { RunEvent } from '../engine/run-events.ts'
import { fit } from '../report/fit.ts'
import { keepCursor } from './cursor.ts'

/** A row of a live painting; all of it is asked again and again. */
export interface LiveRow {
  readonly title: () => string
  /** A line below it. */
  readonly detail?: () => string
  readonly isDone: () => boolean
}

/** A row is one line, of characters that can be seen and our own colours. */
const shown = (row: string): string => fit(row).replaceAll('\n', ' ')

const tick = 200

const pause = (): Promise<false> =>
  new Promise((again) => {
    setTimeout(() => again(false), tick)
  })

/** Paints the rows while `work` goes on, then takes them away. It only paints: nothing waits for it. */
export const paintRows = async <T>(work: Promise<T>, rows: readonly LiveRow[]): Promise<T> => {
  // Its failure is the caller's to handle; here it only ends the rows.
  const over = work.then(
    () => true,
    () => true,
  )
  keepCursor()
  await new Listr(
    rows.map(({ title, detail, isDone }) => ({
      title: shown(title()),
      task: async (_, task): Promise<void> => {
        while (!isDone()) {
          if (await Promise.race([over, pause()])) return
          task.title = shown(title())
          if (detail !== undefined) task.output = shown(detail())
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { clearOutput: true, showErrorMessage: false },
    },
  ).run()
  return work
}

/** What is painted while something goes on. */
export interface Painting {
  readonly hear: (event: RunEvent) => void
  /** Takes it away again. */
  readonly end: () => Promise<void>
}

const nothing = (): void => undefined

/** A promise that is kept when `end` is called. */
export const ending = (): { readonly over: Promise<void>; readonly end: () => void } => {
  let end = nothing
  const over = new Promise<void>((done) => {
    end = done
  })
  return { over, end }
}

/** Paints the rows until it is told to end. */
export const paintUntilEnd = (rows: readonly LiveRow[]): Painting['end'] => {
  const { over, end } = ending()
  const painted = paintRows(over, rows)
  return () => {
    end()
    return painted
  }
}
