import * as marks from './marks.ts'
import { nearNoise } from './noise.ts'
import type { Signature } from './signature.ts'
import { signatures } from './signatures/index.ts'

const byWord = new Map<string, Signature[]>()
for (const signature of signatures)
  for (const word of signature.near) byWord.set(word, [...(byWord.get(word) ?? []), signature])

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)

const gate = new RegExp(
  [
    ...new Set([
      ...byWord.keys(),
      ...nearNoise,
      ...marks.nearSuccess,
      ...marks.nearForced,
      ...marks.nearDriver,
      ...marks.nearFamiliar,
      'exiting due to',
      '错误而退出',
      '[error ',
      'minikube start',
    ]),
  ]
    .map(escaped)
    .join('|'),
)

/** Whether a line in lower case can tell anything: one pass over the text keeps a gigabyte cheap. Pure. */
export const mayTell = (lower: string): boolean => gate.test(lower)

const none: readonly Signature[] = []

/** The signatures worth comparing with a line in lower case, in their order. Pure. */
export const candidates = (lower: string): readonly Signature[] => {
  const near = new Set<Signature>()
  for (const [word, all] of byWord)
    if (lower.includes(word)) for (const signature of all) near.add(signature)
  return near.size === 0 ? none : signatures.filter((signature) => near.has(signature))
}
