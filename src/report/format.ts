import type { LanguageName } from '../messages/language.ts'
import { plural } from '../model/english.ts'
import type { Text } from '../model/text.ts'
import type { Argv, Tagged, Value } from '../model/value.ts'
import type { Redactor } from './redact.ts'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Binary units, one decimal below 10: `3.8 GiB`, `742 MiB`. */
export const formatBytes = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit > 0 && value < 10 ? 1 : 0
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit] ?? 'B'}`
}

const formatMs = (ms: number, language: LanguageName): string => {
  const second = language === 'zh' ? '秒' : 's'
  if (ms < 1000) return language === 'zh' ? `${ms} 毫秒` : `${ms} ms`
  return ms < 120_000
    ? `${Number((ms / 1000).toFixed(1))} ${second}`
    : `${Math.round(ms / 60_000)} ${language === 'zh' ? '分钟' : 'min'}`
}

const safeWord = /^[\w@%+=:,./~-]+$/

/** A word as a shell reads it back. */
const shellWord = (word: string): string =>
  safeWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** A command line to copy. */
export const formatCommand = (argv: Argv): string => argv.map(shellWord).join(' ')

const longestQuote = 240

/** One line of what a tool said: whitespace and control characters folded, cut when long. */
const formatQuote = (text: string): string => {
  // oxlint-disable-next-line no-control-regex -- control characters are what is folded here
  const line = text.replaceAll(/[\u0000-\u001F\u007F-\u009F\s]+/g, ' ').trim()
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line
}

const ranges: Readonly<Record<LanguageName, (floor: string) => string>> = {
  en: (floor) => `${floor} or newer`,
  zh: (floor) => `${floor} 或更新`,
}

/** `>=20.10.0` as a person says it. */
const formatRange = (range: string, language: LanguageName): string => {
  const floor = /^>=\s*(\d+(?:\.\d+)*?)(?:\.0)?$/.exec(range)?.[1]
  return floor === undefined ? range : ranges[language](floor)
}

/** A leaf as a reader of that language sees it. Pure. */
export const formatLeaf = (leaf: Tagged, language: LanguageName): string => {
  switch (leaf.tag) {
    case 'bytes':
      return formatBytes(leaf.value)
    case 'ms':
      return formatMs(leaf.value, language)
    case 'count':
      return String(leaf.value)
    case 'cpus':
      return language === 'zh' ? `${leaf.value} 个 CPU` : plural(leaf.value, 'CPU')
    case 'range':
      return formatRange(leaf.value, language)
    case 'command':
      return formatCommand(leaf.value)
    case 'version':
    case 'path':
    case 'user':
    case 'host':
    case 'url':
    case 'address':
    case 'image':
    case 'term':
    case 'quote':
      return formatQuote(leaf.value)
  }
}

const separators: Readonly<Record<LanguageName, string>> = { en: ', ', zh: '、' }

const formatValue = (value: Value, language: LanguageName, redactor: Redactor): string =>
  value.tag === 'list'
    ? value.value
        .map((leaf) => formatLeaf(redactor.leaf(leaf), language))
        .join(separators[language])
    : formatLeaf(redactor.leaf(value), language)

/** A sentence, redacted and in one language. Pure. */
export const formatText = (text: Text, language: LanguageName, redactor: Redactor): string =>
  text
    .map((part) => (typeof part === 'string' ? part : formatValue(part, language, redactor)))
    .join('')
