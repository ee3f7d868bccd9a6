import { commandsOf } from '../explain/commands.ts'
import type { Evidence, Explanation, LogFinding } from '../explain/explanation.ts'
import type { HintSetting } from '../explain/wording.ts'
import type { ExplainLanguage } from '../messages/explain.ts'
import { quote } from '../model/value.ts'
import { commandLines } from './common.ts'
import { formatLeaf, formatText } from './format.ts'
import type { Redactor } from './redact.ts'

export interface ExplainVoice {
  readonly language: ExplainLanguage
  readonly redactor: Redactor
  /** Commands need no sudo in front. */
  readonly root: boolean
}

/** The same, for one explanation: its hints and commands are those of its setting. */
export interface SettledVoice extends ExplainVoice {
  readonly setting: HintSetting
}

export const settled = <Voice extends ExplainVoice>(
  { findings, setting }: Explanation,
  voice: Voice,
): Voice & SettledVoice => ({ ...voice, setting: { ...setting, alone: findings.length === 1 } })

const widest = 220
const before = 50

/** A line of the log, redacted as a whole before anything is cut away, then shown around its proof. Pure. */
export const showLine = ({ text, at }: Evidence, { language, redactor }: ExplainVoice): string => {
  const redacted = redactor.leaf(quote(text))
  const whole = formatLeaf(redacted, language.name)
  const all = String(redacted.value)
  if (all.length <= widest) return whole
  const found = all.indexOf(text.slice(at, at + 12))
  // Where the proof itself is redacted, it still stands about there.
  const proof = found < 0 ? Math.min(at, all.length - before) : found
  const from = proof > before ? proof - before : 0
  const shown = formatLeaf(quote(all.slice(from, from + widest)), language.name)
  return `${from > 0 ? '…' : ''}${shown}${from + widest < all.length ? '…' : ''}`
}

export const messageOf = (
  { code, args }: LogFinding,
  { language, redactor }: ExplainVoice,
): string => formatText(language.message(code, args), language.name, redactor)

export const hintOf = (
  { code, args }: LogFinding,
  { language, redactor, setting }: SettledVoice,
): string | undefined => {
  const hint = language.hint(code, args, setting)
  return hint === undefined ? undefined : formatText(hint, language.name, redactor)
}

export const aboutOf = (
  { about }: LogFinding,
  { language, redactor }: ExplainVoice,
): string | undefined =>
  about === undefined ? undefined : formatLeaf(redactor.leaf(about), language.name)

export const commandsFor = ({ code }: LogFinding, voice: SettledVoice): readonly string[] =>
  commandLines({ commands: commandsOf(code, voice.setting) }, voice)
