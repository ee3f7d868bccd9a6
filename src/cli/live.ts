import { Listr } from 'listr2'
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
