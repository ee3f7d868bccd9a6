import type { Entry } from './collect.ts'
import type { LogCode } from './codes.ts'
import type { Piece } from './lines.ts'

/** What a container of the Pod that has started since proves to be over: it has its node and its network. */
const passing: ReadonlySet<LogCode> = new Set<LogCode>(['log/sandbox', 'log/unschedulable'])
/** What a later row of the same Pod proves to be over, where all of it is ready. */
const onTheWay: ReadonlySet<LogCode> = new Set<LogCode>([
  'log/pod-pending',
  'log/pod-waits',
  'log/pod-image',
])

const mostKept = 500
const ready = /(?<!\S)(\S{1,253}) +(\d{1,3})\/\2 +Running\b/

/** Follows Pods through what kubectl tells: the list of events `describe` ends with, and the rows of `get` and its `-w`. */
export const createPodEvents = () => {
  const over: { readonly from: number; readonly to: number }[] = []
  const running = new Map<unknown, number>()
  let from: number | undefined

  return {
    take: ({ number, text }: Piece): void => {
      // Most lines are spared the pattern.
      const [, name] = text.includes(' Running') ? (ready.exec(text) ?? []) : []
      if (name !== undefined && (running.size < mostKept || running.has(name)))
        running.set(name, number)
      if (/^\s{0,8}Events:/.test(text)) from = number
      else if (/^\S/.test(text) && !/^(?:Warning|Normal)\b/.test(text)) from = undefined
      else if (from !== undefined && over.length < mostKept && /\bNormal +Started /.test(text))
        over.push({ from, to: number })
    },
    /** Whether all that was seen of a finding was over afterwards. */
    isOver: ({ code, about, lines, more }: Entry): boolean => {
      if (more > 0) return false
      const since = onTheWay.has(code) ? (running.get(about?.value) ?? 0) : 0
      return lines.every(
        ({ number }) =>
          number < since ||
          (passing.has(code) && over.some((list) => list.from <= number && number < list.to)),
      )
    },
  }
}
