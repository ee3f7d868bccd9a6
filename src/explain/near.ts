import * as marks from './marks.ts'
import { nearNoise } from './noise.ts'
import { nearPlace } from './place.ts'
import { nearSetting } from './setting.ts'
import type { Signature } from './signature.ts'
import { nearStart } from './start.ts'
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
      ...nearStart,
      ...nearSetting,
      ...nearPlace,
      ...marks.nearForced,
      ...marks.nearDriver,
      'exiting due to',
      'error due to',
      '错误而退出',
      '[error ',
      'minikube start',
    ]),
  ]
    .map(escaped)
    .join('|'),
)

/** Whether a line can tell anything: one pass over the text keeps a gigabyte cheap. Pure. */
export const mayTell = (text: string): boolean =>
  text.startsWith('X ') || gate.test(text.toLowerCase())

const infoWords = signatures.flatMap((signature: Signature) =>
  signature.evenInfo === true ? signature.near : [],
)

/** Whether a line of klog that only informs, in lower case, can tell anything. Pure. */
export const mayTellInfo = (lower: string): boolean =>
  infoWords.some((word) => lower.includes(word))

/** Where several words begin at one place, the longest of them stands for all. */
const longestFirst = [...byWord.keys()].toSorted((a, b) => b.length - a.length)
const nearWords = new RegExp(`(?=(${longestFirst.map(escaped).join('|')}))`, 'g')
const ofWord: ReadonlyMap<string, readonly Signature[]> = new Map(
  longestFirst.map((word) => [
    word,
    longestFirst
      .filter((other) => word.startsWith(other))
      .flatMap((other) => byWord.get(other) ?? []),
  ]),
)

const places: ReadonlyMap<Signature, number> = new Map(
  signatures.map((signature, place) => [signature, place]),
)
const placeOf = (signature: Signature): number => places.get(signature) ?? 0

/** The signatures worth comparing with a line in lower case, in their order. Pure. */
export const candidates = (lower: string): readonly Signature[] => {
  const near = new Set<Signature>()
  // `matchAll` would copy the expression for every line.
  nearWords.lastIndex = 0
  for (let found = nearWords.exec(lower); found !== null; found = nearWords.exec(lower)) {
    for (const signature of ofWord.get(found[1] ?? '') ?? []) near.add(signature)
    nearWords.lastIndex = found.index + 1
  }
  return near.size < 2 ? [...near] : [...near].toSorted((a, b) => placeOf(a) - placeOf(b))
}
