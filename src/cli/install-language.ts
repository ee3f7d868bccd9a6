import type { LanguageName } from '../messages/language.ts'
import { en } from './install-words-en.ts'
import { zh } from './install-words-zh.ts'
import type { InstallWords } from './install-words.ts'

export const installWords: Readonly<Record<LanguageName, InstallWords>> = { en, zh }
