import { fieldWords } from './words-fields.ts'
import { sourceWords, togetherWords } from './words-source.ts'
import { textWords } from './words-text.ts'

/** Every sentence about a profile, in both languages, by its code. */
export const words = { ...textWords, ...fieldWords, ...togetherWords, ...sourceWords }

export type ProblemCode = keyof typeof words

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(words, code)
