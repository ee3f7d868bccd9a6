import { createExplainer } from '../explain/explainer.ts'
import { saysNothingOfCauses } from '../explain/marks.ts'
import type { LogFinding } from '../explain/explanation.ts'
import type { Attempt, Cause } from '../model/attempt.ts'
import type { Output } from '../model/host.ts'

const toCause = ({ code, about, args, lines }: LogFinding): Cause => ({
  code,
  ...(about === undefined ? {} : { about: String(about.value) }),
  args,
  ...(lines[0] === undefined ? {} : { line: lines[0].text }),
})

/** Characters of a line that wait for its end; of a longer one the rest counts as a line of its own. */
const longest = 64 * 1024

/** Listens to a start, and in the end says what it proved; keeps no more of it than that. */
export const createStartExplainer = () => {
  const explainer = createExplainer()
  const rest = { stdout: '', stderr: '' }
  return {
    /** Whole lines only: the two streams come in pieces. */
    push: (text: string, stream: keyof typeof rest): void => {
      const whole = rest[stream] + text
      const end = whole.lastIndexOf('\n') + 1
      const cut = whole.length - end > longest ? whole.length : end
      rest[stream] = whole.slice(cut)
      explainer.push(whole.slice(0, cut))
    },
    /** The most fundamental first. What a start got over is no cause. */
    end: (): readonly Cause[] => {
      for (const last of Object.values(rest)) if (last !== '') explainer.push(`${last}\n`)
      const all = explainer.end().findings
      const telling = all.filter(({ code }) => !saysNothingOfCauses(code))
      const findings = telling.length > 0 ? telling : all
      const errors = findings.filter(({ severity }) => severity === 'error')
      return (errors.length > 0 ? errors : findings).map(toCause)
    },
  }
}

/** How a start ended. Pure. */
export const endOf = (output: Output | undefined, interrupted: boolean): Attempt['end'] => {
  if (output?.exitCode === 0) return 'started'
  if (output?.timedOut === true) return 'timeout'
  return interrupted ? 'interrupted' : 'failed'
}
