import type { LogCode } from './codes.ts'
import type { Evidence } from './explanation.ts'
import type { Piece } from './lines.ts'

/** What a container of the Pod that has started since proves to be over: it has its node and its network. */
const passing: ReadonlySet<LogCode> = new Set<LogCode>(['log/sandbox', 'log/unschedulable'])

const mostLists = 200

/** Lists of one Pod's events, as `kubectl describe` ends with, up to the line in which a container has started. */
export const createPodEvents = () => {
  const over: { readonly from: number; readonly to: number }[] = []
  let from: number | undefined

  return {
    take: ({ number, text }: Piece): void => {
      if (/^\s{0,8}Events:/.test(text)) from = number
      else if (/^\S/.test(text) && !/^(?:Warning|Normal)\b/.test(text)) from = undefined
      else if (from !== undefined && over.length < mostLists && /\bNormal +Started /.test(text))
        over.push({ from, to: number })
    },
    /** Whether all that was seen of a code was over when the list ended. */
    isOver: ({ code, lines, more }: Proved): boolean =>
      passing.has(code) &&
      more === 0 &&
      lines.every(({ number }) =>
        over.some(({ from: since, to }) => since <= number && number < to),
      ),
  }
}

interface Proved {
  readonly code: LogCode
  readonly lines: readonly Evidence[]
  readonly more: number
}
