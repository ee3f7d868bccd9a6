import type { Reason } from '../model/check.ts'
import type { Text } from '../model/text.ts'
import type { Why } from '../model/unreadable.ts'
import type { Args } from '../model/value.ts'
import type { Chrome } from './chrome.ts'

export type LanguageName = 'en' | 'zh'

/** Everything a renderer needs to speak one language. */
export interface Language {
  readonly name: LanguageName
  readonly title: (checkId: string) => string
  readonly message: (code: string, args: Args) => Text
  readonly hint: (code: string, args: Args) => Text | undefined
  readonly fixTitle: (fixId: string) => string
  readonly reason: (reason: Reason) => string
  readonly why: (why: Why) => string
  readonly chrome: Chrome
}
