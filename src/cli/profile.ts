import { print } from './output.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { builtIn } from '../profiles/built-in.ts'

/** placeholder until the loader lands */
export const profile = async (
  _action: string,
  _course: string | undefined,
  _options: GlobalOptions,
  _context: RunContext,
): Promise<number> => {
  await print(builtIn.map(({ id }) => `${id}\n`).join(''))
  return 0
}
