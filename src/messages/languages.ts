import { checks } from '../checks/index.ts'
import { fixes } from '../fixes/index.ts'
import type { AnyCheck, Wording } from '../model/check.ts'
import type { Text } from '../model/text.ts'
import type { Args } from '../model/value.ts'
import { chromes } from './chrome.ts'
import type { Language, LanguageName } from './language.ts'
import { zh } from './zh/index.ts'

interface Words {
  readonly title: string
  readonly problems: Readonly<Record<string, Wording<never>>>
}

const english: Readonly<Record<string, Words>> = Object.fromEntries(
  checks.map((check: AnyCheck) => [check.id, check]),
)

const titles = {
  en: Object.fromEntries(fixes.map(({ id, title }) => [id, title])),
  zh: zh.fixes,
} satisfies Record<LanguageName, Readonly<Record<string, string>>>

const tables = { en: english, zh: zh.checks } satisfies Record<
  LanguageName,
  Readonly<Record<string, Words>>
>

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

/** One language, ready for a renderer. */
export const language = (name: LanguageName): Language => {
  const table: Readonly<Record<string, Words>> = tables[name]
  const fixTitles: Readonly<Record<string, string>> = titles[name]
  return {
    name,
    title: (id) => table[id]?.title ?? id,
    message: (code, args) => message(wordingOf(table, code), args),
    hint: (code, args) => hint(wordingOf(table, code), args),
    fixTitle: (id) => fixTitles[id] ?? id,
    chrome: chromes[name],
  }
}
