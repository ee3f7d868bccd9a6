import type { Entry } from './collect.ts'
import type { LogCode } from './codes.ts'
import type { Piece } from './lines.ts'

/** What a container of the Pod that has started since proves to be over: it has its node, its network and the pause image. */
const passing: ReadonlySet<LogCode> = new Set<LogCode>([
  'log/sandbox',
  'log/pause-image',
  'log/unschedulable',
])
/** What is over where all of the Pod is ready in a later row, or the very image has come. */
const onTheWay: ReadonlySet<LogCode> = new Set<LogCode>([
  'log/pod-pending',
  'log/pod-waits',
  'log/pod-image',
])

const mostKept = 500
const ready = /(?<!\S)(\S{1,253}) +(\d{1,3})\/\2 +Running\b/
const pulled = /\bNormal +Pulled .{0,200}image "([^"]{1,300})"/

/** Follows Pods through what kubectl tells: the list of events `describe` ends with, and the rows of `get` and its `-w`. */
export const createPodEvents = () => {
  const over: { readonly from: number; readonly to: number }[] = []
  /** Pods that run and images that were pulled, with the last line that says so. */
  const there = new Map<string, number>()
  let from: number | undefined

  return {
    take: ({ number, text }: Piece): void => {
      // Most lines are spared the pattern.
      const pattern = text.includes(' Running')
        ? ready
        : text.includes('Pulled')
          ? pulled
          : undefined
      const name = pattern?.exec(text)?.[1]
      if (name !== undefined && (there.size < mostKept || there.has(name))) there.set(name, number)
      if (/^\s{0,8}Events:/.test(text)) from = number
      else if (/^\S/.test(text) && !/^(?:Warning|Normal)\b/.test(text)) from = undefined
      else if (from !== undefined && over.length < mostKept && /\bNormal +Started /.test(text))
        over.push({ from, to: number })
    },
    /** Whether all that was seen of a finding was over afterwards. */
    isOver: ({ code, about, args, lines, more }: Entry): boolean => {
      if (more > 0) return false
      const what = String((about ?? args['image'])?.value)
      const since = onTheWay.has(code) ? (there.get(what) ?? 0) : 0
      return lines.every(
        ({ number, text }) =>
          // Several images may share a finding.
          (number < since && text.includes(what)) ||
          (passing.has(code) && over.some((list) => list.from <= number && number < list.to)),
      )
    },
  }
}
