import { choiceNames } from '../model/choice.ts'
import type { Round } from '../model/repair.ts'
import type { Look } from './look.ts'

const indent = '    '

/** What is taken otherwise than the course says, before anybody has agreed. Pure. */
export const choiceLines = ({ fixes }: Round, look: Look): readonly string[] => {
  const { repair } = look.language
  const lines = fixes.flatMap(({ fix: { choice, because } }) => {
    if (choice === undefined) return []
    const accepted = choice.pair === undefined ? [] : [repair.accepted(choice.pair.listed)]
    return [
      `${indent}${look.paint('bold', choiceNames(choice).join(' · '))}`,
      `${indent}${look.paint('dim', [...accepted, because.join(', ')].join(' · '))}`,
    ]
  })
  return lines.length === 0 ? [] : [repair.instead, ...lines]
}
