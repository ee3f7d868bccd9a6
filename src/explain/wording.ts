import type { Text } from '../model/text.ts'
import type { LogArgs } from './signature.ts'
import type { EndCode } from './marks.ts'
import type { ReasonCode } from './reasons.ts'
import type { Setting } from './setting.ts'
import type { SignatureCode } from './signatures/index.ts'

/** Codes that need words of their own for a log, which cannot give the args a check has. */
export type WordedCode = Exclude<SignatureCode, `minikube/${string}`> | ReasonCode | EndCode

/** Whose commands help, and whether nothing else was found. */
export interface HintSetting extends Setting {
  readonly alone: boolean
}

/** What a log's finding says in one language; any arg may be missing. */
export interface LogWording {
  readonly message: (args: LogArgs) => Text
  readonly hint?: (args: LogArgs, setting: HintSetting) => Text
}

/** All words of the codes that begin so: a missing one does not compile. */
export type LogWords<Prefix extends string> = {
  readonly [Code in Extract<WordedCode, `${Prefix}/${string}`>]: LogWording
}

export type WordsOf<Code extends WordedCode> = { readonly [Each in Code]: LogWording }

export type AllLogWords = WordsOf<WordedCode>
