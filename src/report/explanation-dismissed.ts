import { marks } from '../messages/marks.ts'
import type { Explanation } from '../explain/explanation.ts'
import { showLine } from './explanation-common.ts'
import type { ExplainVoice } from './explanation-common.ts'

/** One sentence about everything that was seen and caused nothing; undefined where there is nothing of it. Pure. */
export const notTheCause = (
  { dismissed }: Explanation,
  { language }: ExplainVoice,
): string | undefined => {
  const { frame, name } = language
  const { colon, list, semicolon, stop } = marks[name]
  const joined = (words: readonly string[]): string => words.join(list)
  const said = [
    ...(dismissed.drivers.length > 0 ? [frame.drivers(joined(dismissed.drivers))] : []),
    ...(dismissed.noDriverLeft.length > 0
      ? [frame.noDriverLeft(joined(dismissed.noDriverLeft))]
      : []),
    ...(dismissed.symptoms.length > 0 ? [frame.symptoms(joined(dismissed.symptoms))] : []),
    ...(dismissed.overcome.length > 0 ? [frame.overcome(joined(dismissed.overcome))] : []),
    ...(dismissed.forced ? [frame.forced] : []),
    ...(dismissed.dockerContext ? [frame.dockerContext] : []),
    ...(dismissed.updateCheck ? [frame.updateCheck] : []),
  ]
  return said.length === 0
    ? undefined
    : `${frame.notTheCause}${colon}${said.join(semicolon)}${stop}`
}

/** Advice in the log that is better not followed, with the line that gives it. Pure. */
export const adviceLines = (
  { dismissed }: Explanation,
  voice: ExplainVoice,
): readonly { readonly said: string; readonly line: string; readonly number: number }[] =>
  dismissed.advice.map(({ bad, line }) => ({
    said: voice.language.frame.doNotFollow(voice.language.frame.badAdvice[bad]),
    line: showLine(line, voice),
    number: line.number,
  }))

/** What to say of a log in which nothing wrong was found. Pure. */
export const nothingFound = (
  { recognised, succeeded, lines }: Explanation,
  { language: { frame } }: ExplainVoice,
): string => {
  if (!recognised) return frame.notRecognised(lines)
  return succeeded ? frame.succeeded(lines) : frame.nothingWrong(lines)
}
