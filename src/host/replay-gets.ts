import type { Answer } from '../model/host.ts'
import type { Machine } from './machine.ts'

/** `*` stands for anything. */
const patternOf = (key: string): RegExp => {
  const literal = key
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('.*')}$`, 's')
}

/** What was recorded for one request. */
export const answersOf = ({ gets }: Machine): ((key: string) => Answer | undefined) => {
  const patterns = Object.keys(gets)
    .filter((key) => key.includes('*'))
    .toSorted((a, b) => b.length - a.length)
    .map((key) => [patternOf(key), gets[key]] as const)
  return (key) => gets[key] ?? patterns.find(([pattern]) => pattern.test(key))?.[1]
}
