import { Listr } from 'listr2'
import { keepCursor } from './cursor.ts'
import type { StepListener } from '../engine/apply.ts'
import { fit } from '../report/fit.ts'
import type { StepOutcome } from '../model/repair.ts'

/** Paints one row per step, in the order they are done, then takes the rows away. It only paints: nothing waits for it. */
export const paintSteps = async (
  titles: readonly { readonly index: number; readonly title: string }[],
  apply: (listen: StepListener) => Promise<readonly StepOutcome[]>,
): Promise<readonly StepOutcome[]> => {
  const settled = new Map<number, () => void>()
  const ends = new Map(
    titles.map(({ index }) => [
      index,
      new Promise<void>((done) => {
        settled.set(index, done)
      }),
    ]),
  )
  const result = apply(({ index, outcome }) => {
    if (outcome !== undefined) settled.get(index)?.()
  })
  // Its failure is the caller's to handle; here it only ends the rows.
  const over = result.then(
    () => undefined,
    () => undefined,
  )
  keepCursor()
  await new Listr(
    titles.map(({ index, title }) => ({
      title: fit(title),
      task: () => Promise.race([ends.get(index), over]),
    })),
    {
      concurrent: false,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { clearOutput: true, showErrorMessage: false },
    },
  ).run()
  return result
}
