import type { Answer } from '../model/host.ts'
import type { Machine } from './machine.ts'

const matches = (pattern: string, text: string): boolean => {
  const literal = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text)
}

/** What was recorded for one request. */
export const answersOf = ({ gets }: Machine): ((key: string) => Answer | undefined) => {
  const patterns = Object.keys(gets)
    .filter((key) => key.includes('*'))
    .toSorted((a, b) => b.length - a.length)
  return (key) => gets[key] ?? gets[patterns.find((pattern) => matches(pattern, key)) ?? '']
}
