import type { InstallReason } from '../model/install-reason.ts'
import type { Text } from '../model/text.ts'
import type { Args } from '../model/value.ts'
import type { Step } from '../model/step.ts'
import type { Chrome } from './chrome.ts'
import type { ExplainLanguage } from './explain.ts'
import type { Marks } from './marks.ts'
import type { RepairWords } from './repair.ts'
import type { StartWords } from './start.ts'

export const languageNames = ['en', 'zh'] as const
export type LanguageName = (typeof languageNames)[number]

/** Everything a renderer needs to speak one language. */
export interface Language {
  readonly name: LanguageName
  /** Of a check. */
  readonly title: (id: string) => string
  readonly message: (code: string, args: Args) => Text
  readonly hint: (code: string, args: Args) => Text | undefined
  readonly fixTitle: (id: string) => string
  readonly chrome: Chrome
  readonly marks: Marks
  readonly repair: RepairWords
  readonly start: StartWords
  /** What a log's findings say; loaded only where there may be one. */
  readonly logs?: Pick<ExplainLanguage, 'message' | 'hint'>
  readonly stepTitle: (step: Step) => Text
  /** What an install came to grief over. */
  readonly installReason: (reason: InstallReason) => string
}
