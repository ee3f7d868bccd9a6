import { marks } from './marks.ts'
import { checks } from '../checks/index.ts'
import { fixes } from '../fixes/index.ts'
import type { AnyCheck, Wording } from '../model/check.ts'
import { installReasons, sayReason } from '../model/install-reason.ts'
import type { InstallReasons } from '../model/install-reason.ts'
import type { Text } from '../model/text.ts'
import type { Args } from '../model/value.ts'
import { chromes } from './chrome.ts'
import type { Language, LanguageName } from './language.ts'
import { repairWords } from './repair.ts'
import { courseFixTitle, startWords } from './start.ts'
import { stepTitles } from './steps.ts'

interface Words {
  readonly title: string
  readonly problems: Readonly<Record<string, Wording<never>>>
}

const english: Readonly<Record<string, Words>> = Object.fromEntries(
  checks.map((check: AnyCheck) => [check.id, check]),
)

interface Tables {
  readonly checks: Readonly<Record<string, Words>>
  readonly fixes: Readonly<Record<string, string>>
  readonly installReasons: InstallReasons
}

const tables: Readonly<Record<LanguageName, () => Promise<Tables>>> = {
  en: async () => ({
    checks: english,
    fixes: Object.fromEntries(fixes.map(({ id, title }) => [id, title])),
    installReasons,
  }),
  zh: async () => (await import('./zh/index.ts')).zh,
}

const wordingOf = (table: Readonly<Record<string, Words>>, code: string): Wording<never> => {
  const slash = code.lastIndexOf('/')
  const wording = table[code.slice(0, slash)]?.problems[code.slice(slash + 1)]
  if (wording === undefined) throw new TypeError(`no words for ${code}`)
  return wording
}

// A finding's args fit its code's words: both are tied to the check's declaration, in English by `defineCheck`, in Chinese by
// `translation.ts`. The tables have forgotten it, so they are cast here and nowhere else.
const message = (wording: Wording<never>, args: Args): Text => wording.message(args as never)
const hint = (wording: Wording<never>, args: Args): Text | undefined =>
  wording.hint?.(args as never)

/** One language, ready for a renderer; its words load when they are used. */
export const language = async (name: LanguageName): Promise<Language> => {
  const { checks: table, fixes: fixTitles, installReasons: reasons } = await tables[name]()
  return {
    name,
    title: (id) => table[id]?.title ?? id,
    message: (code, args) => message(wordingOf(table, code), args),
    hint: (code, args) => hint(wordingOf(table, code), args),
    fixTitle: (id) => fixTitles[id] ?? courseFixTitle(id, name) ?? id,
    chrome: chromes[name],
    marks: marks[name],
    repair: repairWords[name],
    start: startWords[name],
    stepTitle: stepTitles[name],
    installReason: (reason) => sayReason(reasons, reason),
  }
}
