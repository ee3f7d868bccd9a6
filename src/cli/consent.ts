import { createInterface } from 'node:readline'
import { isatty } from 'node:tty'
import { consentFor, ruled } from '../engine/consent.ts'
import type { Setting } from '../engine/consent.ts'
import type { Decision } from '../engine/decision.ts'
import type { RepairWords } from '../messages/repair.ts'
import type { Privilege, RoundPlan } from '../model/repair.ts'

/** One line of what somebody types; undefined at the end of the input, or when they have had enough. */
export type Ask = (question: string) => Promise<string | undefined>

/** Somebody sits there who can answer. */
export const canAsk = (): boolean => isatty(0) && isatty(1)

/** Asks at the terminal; the line stays cooked, so that Ctrl-C is a signal like any other. */
export const askAtTerminal =
  (signal: AbortSignal): Ask =>
  (question) =>
    new Promise((done) => {
      if (signal.aborted) {
        done(undefined)
        return
      }
      const lines = createInterface({ input: process.stdin, terminal: false })
      const finish = (answer: string | undefined): void => {
        // Closing says so at once: what was typed counts first.
        done(answer)
        signal.removeEventListener('abort', onAbort)
        lines.close()
        process.stdin.pause()
      }
      const onAbort = (): void => finish(undefined)
      signal.addEventListener('abort', onAbort, { once: true })
      lines.once('line', (line) => finish(line.trim().toLowerCase()))
      lines.once('close', () => finish(undefined))
      process.stdout.write(question)
    })

const yes = new Set(['y', 'yes', '是', '好'])
const oneByOne = new Set(['o', 'one'])

/** What somebody says to these fixes: all, one by one, or none; anything that is not a yes is a no. */
const asked = async (
  positions: readonly number[],
  { fixes }: RoundPlan,
  { ask, words, titleOf }: Pick<Circumstances, 'ask' | 'words' | 'titleOf'>,
): Promise<readonly number[]> => {
  if (positions.length === 0) return []
  if (positions.length === 1) {
    const answer = await ask(words.askOne(titleOf(fixes[positions[0] ?? 0]?.fix ?? '')))
    return yes.has(answer ?? '') ? positions : []
  }
  const answer = await ask(words.askAll(positions.length))
  if (yes.has(answer ?? '')) return positions
  if (!oneByOne.has(answer ?? '')) return []
  const agreed: number[] = []
  for (const position of positions) {
    const each = await ask(words.askOne(titleOf(fixes[position]?.fix ?? '')))
    if (each === undefined) return agreed
    if (yes.has(each)) agreed.push(position)
  }
  return agreed
}

export interface Circumstances {
  readonly setting: Setting
  readonly ask: Ask
  readonly words: RepairWords
  readonly titleOf: (fix: string) => string
  /** Gets root's rights where steps need them, once. */
  readonly privilege: () => Promise<Privilege>
}

/** Which fixes may be done, and with whose rights; everything is asked here, before anything moves on the screen. */
export const decide = async (plan: RoundPlan, circumstances: Circumstances): Promise<Decision> => {
  const { setting, privilege } = circumstances
  const free = ruled(plan.fixes, 'go', setting)
  const agreed = new Set([
    ...free,
    ...(await asked(ruled(plan.fixes, 'ask', setting), plan, circumstances)),
  ])
  const wants = consentFor(plan.fixes, setting)
  const needsRoot = plan.steps.some(
    (step) => step.needsRoot && step.fixes.some((fix) => agreed.has(fix)),
  )
  return {
    agreed,
    privilege: needsRoot ? await privilege() : 'none',
    ...(wants === undefined ? {} : { wants }),
  }
}
