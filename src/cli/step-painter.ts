import { Listr } from 'listr2'
import { keepCursor } from './cursor.ts'
import { ending } from './live.ts'
import type { Painting } from './live.ts'
import { fit } from '../report/fit.ts'

/** Paints one row per step, in the order they are done, and takes the rows away at the end. */
export const paintSteps = (
  titles: readonly { readonly index: number; readonly title: string }[],
): Painting => {
  const { over, end } = ending()
  const ends = new Map(titles.map(({ index }) => [index, ending()]))
  keepCursor()
  const painted = new Listr(
    titles.map(({ index, title }) => ({
      title: fit(title),
      task: () => Promise.race([ends.get(index)?.over, over]),
    })),
    {
      concurrent: false,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { clearOutput: true, showErrorMessage: false },
    },
  ).run()
  return {
    hear: (event) => {
      if (event.kind === 'step' && event.outcome !== undefined) ends.get(event.index)?.end()
    },
    end: async () => {
      end()
      await painted
    },
  }
}
