import type { LanguageName } from '../messages/language.ts'
import type { ProfileProblem } from '../profiles/problem.ts'

const place = ({ where, line, column }: ProfileProblem): string =>
  line === undefined ? where : `${where}:${line}:${column ?? 1}`

/** One line a problem, with its place as editors and terminals open it: `file:line:column: sentence`. Pure. */
export const problemLines = (
  problems: readonly ProfileProblem[],
  language: LanguageName,
): readonly string[] => problems.map((problem) => `${place(problem)}: ${problem.message[language]}`)
