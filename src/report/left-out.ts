import type { Round } from '../model/repair.ts'
import type { Look } from './look.ts'

/** What needs the network, where nobody may be asked. Pure. */
export const leftOutLines = (
  rounds: readonly Pick<Round, 'fixes'>[],
  { language }: Look,
): readonly string[] => {
  const titles = rounds.flatMap(({ fixes }) =>
    fixes.flatMap(({ fix, result }) => (result === 'offline' ? [language.fixTitle(fix.fix)] : [])),
  )
  return titles.length === 0 ? [] : [language.repair.leftOut([...new Set(titles)])]
}
