import { marks } from '../messages/marks.ts'
import type { LanguageName } from '../messages/language.ts'
import { plural } from '../model/english.ts'
import type { Text } from '../model/text.ts'
import type { Argv, Tagged, Value } from '../model/value.ts'
import { plainLines, steers, visible } from '../model/visible.ts'
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

const octal = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('')

/** In bash and zsh, which read these as bytes; every other quoting would show them as they are. */
const ansiQuoted = (word: string): string =>
  `$'${word.replaceAll(/[\\']|#(?=#)|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, octal)}'`

/** A word as a shell reads it back, of characters that can be seen and nothing a CI obeys. */
const shellWord = (word: string): string => {
  if (safeWord.test(word)) return word
  return steers(word) || word.includes('##')
    ? ansiQuoted(word)
    : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** A command line to copy. */
export const formatCommand = (argv: Argv): string => argv.map(shellWord).join(' ')

const longest = 240

const shorten = (line: string): string =>
  line.length > longest ? `${line.slice(0, longest - 1).replace(/\p{Cs}$/u, '')}…` : line

/** One line of what a tool said: whitespace and control characters folded, cut when long. */
const formatQuote = (text: string): string =>
  shorten(plainLines(text).replaceAll(/\s+/g, ' ').trim())

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
      return shorten(visible(formatRange(leaf.value, language)))
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
      return shorten(visible(leaf.value))
    case 'quote':
      return formatQuote(leaf.value)
  }
}

const formatValue = (value: Value, language: LanguageName, redactor: Redactor): string =>
  value.tag === 'list'
    ? value.value
        .map((leaf) => formatLeaf(redactor.leaf(leaf), language))
        .join(marks[language].list)
    : formatLeaf(redactor.leaf(value), language)

/** A sentence, redacted and in one language. Pure. */
export const formatText = (text: Text, language: LanguageName, redactor: Redactor): string =>
  text
    .map((part) =>
      typeof part === 'string' ? visible(part) : formatValue(part, language, redactor),
    )
    .join('')
