import { argsOf, isSaidThere } from './signature.ts'
import type { Seen, Signature } from './signature.ts'
import type { Line } from './unwrap.ts'

const most = 6

/** Where a signature fits a line; a table that lost its line breaks has several proofs in one. Pure. */
export const matchesIn = (
  line: Line,
  signature: Signature,
  seen: Seen,
): readonly RegExpExecArray[] => {
  const { pattern, unless, when, about } = signature
  const fits =
    isSaidThere(signature, line) &&
    (line.klog !== 'I' || signature.evenInfo === true) &&
    signature.notOn !== seen.system &&
    unless?.test(line.said) !== true &&
    when?.(line, seen) !== false
  const first = fits ? pattern.exec(line.said) : null
  if (first === null) return []
  const all = [first]
  if (about === undefined) return all
  let rest = line.said.slice(first.index + first[0].length)
  for (let next = pattern.exec(rest); next !== null && next[0] !== ''; next = pattern.exec(rest)) {
    if (all.length === most || argsOf(next.groups)[about] === undefined) break
    all.push(next)
    rest = rest.slice(next.index + next[0].length)
  }
  return all
}
