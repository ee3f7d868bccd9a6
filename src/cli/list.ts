import { checks } from '../checks/index.ts'
import { language } from '../messages/languages.ts'
import type { AnyCheck } from '../model/check.ts'
import { fitJson } from '../report/fit.ts'
import { pad } from '../report/layout.ts'
import { print } from './output.ts'
import type { GlobalOptions, RunContext } from './program.ts'

/** `--list`: every check with its title; with --json its codes and severities too. */
export const listChecks = async (
  { json }: Pick<GlobalOptions, 'json'>,
  context: Pick<RunContext, 'language'>,
): Promise<number> => {
  const words = await language(context.language)
  const list: readonly AnyCheck[] = checks
  if (json === true) {
    const all = list.map(({ id, problems }) => ({
      id,
      title: words.title(id),
      codes: Object.entries(problems).map(([key, { severity }]) => ({
        code: `${id}/${key}`,
        severity,
      })),
    }))
    await print(fitJson(all))
    return 0
  }
  const column = Math.max(...list.map(({ id }) => id.length)) + 2
  await print(list.map(({ id }) => `${pad(id, column)}${words.title(id)}\n`).join(''))
  return 0
}
