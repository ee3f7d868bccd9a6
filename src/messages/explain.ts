import { kubeadmChecks } from '../explain/kubeadm.ts'
import { usual } from '../explain/setting.ts'
import { en } from '../explain/words.ts'
import type { ExplainFrame, ExplainWords } from '../explain/words.ts'
import type { LogArgs } from '../explain/signature.ts'
import type { HintSetting, LogWording } from '../explain/wording.ts'
import { say } from '../model/text.ts'
import type { Text } from '../model/text.ts'
import type { LanguageName } from './language.ts'

/** What the renderer of an explanation needs to speak one language. */
export interface ExplainLanguage {
  readonly name: LanguageName
  readonly message: (code: string, args: LogArgs) => Text
  /** Without a setting: for a start of minikube on this machine. */
  readonly hint: (code: string, args: LogArgs, setting?: HintSetting) => Text | undefined
  readonly frame: ExplainFrame
  readonly page: ExplainWords['page']
}

const tables: Readonly<Record<LanguageName, () => Promise<ExplainWords>>> = {
  en: async () => en,
  zh: async () => (await import('./zh/explain.ts')).zh,
}

const kubeadmHint = (words: ExplainWords, code: string): Text | undefined => {
  const name = kubeadmChecks.find((each) => code === `kubeadm/${each}`)
  const hint = name === undefined ? undefined : words.kubeadmHints[name]
  return hint === undefined ? undefined : say`${[hint]}`
}

/** One language, ready for a renderer. Throws on a code without words. */
export const explainLanguage = async (name: LanguageName): Promise<ExplainLanguage> => {
  const words = await tables[name]()
  const codes: Readonly<Record<string, LogWording>> = words.codes
  const wordingOf = (code: string): LogWording => {
    if (code.startsWith('minikube/')) return words.minikube
    if (code.startsWith('kubeadm/')) return words.kubeadm
    const wording = codes[code]
    if (wording === undefined) throw new TypeError(`no words for ${code} in a log`)
    return wording
  }
  return {
    name,
    message: (code, args) => wordingOf(code).message(args),
    hint: (code, args, setting = { ...usual, alone: true }) =>
      code.startsWith('kubeadm/')
        ? kubeadmHint(words, code)
        : wordingOf(code).hint?.(args, setting),
    frame: words.frame,
    page: words.page,
  }
}
