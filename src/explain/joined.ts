import type { Piece } from './lines.ts'

/** The width of a terminal, and the least that a line has which was broken at its last blank. */
const usual = 80
const least = 55
const longWord = 25
const mostJoined = 2000

/**
 * Finds lines that a terminal or a mail broke: they are as wide as the widest of the log, or the next word had no room in 80
 * columns. Hands back what was broken as it may have been, from its second part on.
 */
export const createJoiner = () => {
  let widest = 0
  let asWide = 0
  let before: Piece | undefined

  const full = (text: string, next: string): '' | ' ' | undefined => {
    if (text.length === widest && widest >= least && (widest === usual || asWide >= 2)) return ''
    const word = next.indexOf(' ')
    const first = word < 0 ? next.length : word
    const hasRoom = text.length + 1 + first <= usual
    const isWide = text.length > least || first > longWord
    return widest <= usual && isWide && !hasRoom ? ' ' : undefined
  }

  let lastText = ''
  return {
    /** What the piece may be the rest of, glued in each way that is possible; empty where it begins a line of its own. */
    take: (piece: Piece): readonly Piece[] => {
      const { text } = piece
      if (widest > 2 * usual) return []
      const previous = before
      const glue = previous === undefined ? undefined : full(lastText, text)
      if (text.length > widest) [widest, asWide] = [text.length, 1]
      else if (text.length === widest) asWide += 1
      lastText = text
      if (previous === undefined || glue === undefined || previous.text.length > mostJoined) {
        before = piece
        return []
      }
      const whole = { number: previous.number, text: previous.text + glue + text }
      before = whole
      return glue === ' '
        ? [whole]
        : [whole, { number: previous.number, text: `${previous.text} ${text}` }]
    },
  }
}
