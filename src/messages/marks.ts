import type { LanguageName } from './language.ts'

/** What stands between words and at the end of a sentence. */
export interface Marks {
  readonly colon: string
  /** At the end of a line that introduces the next. */
  readonly intro: string
  readonly comma: string
  /** Between things of one kind. */
  readonly list: string
  readonly semicolon: string
  readonly stop: string
}

export const marks: Readonly<Record<LanguageName, Marks>> = {
  en: { colon: ': ', intro: ':', comma: ', ', list: ', ', semicolon: '; ', stop: '.' },
  zh: { colon: '：', intro: '：', comma: '，', list: '、', semicolon: '；', stop: '。' },
}
