/** Letters to add, drop, change or swap with a neighbour to turn one word into the other. Pure. */
export const distance = (from: string, to: string): number => {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1]
      const swapped =
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
          ? at(i - 2, j - 2) + 1
          : Infinity
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (same ? 0 : 1),
        swapped,
      )
    }
  }
  return at(from.length, to.length)
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Shorter words are contained in too many others. */
const shortest = 3
const longest = 40

const far = (word: string, known: string): number => {
  const [a, b] = [plain(word), plain(known)]
  if (a === b) return 0
  const contained =
    Math.min(a.length, b.length) >= shortest && (a.includes(b) || b.includes(a)) ? 1.5 : Infinity
  const typed = distance(a, b)
  return Math.min(contained, typed <= Math.max(a.length, b.length) / 3 ? typed : Infinity)
}

/** The known word that was probably meant; undefined when none is near. Pure. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  if (word.length > longest) return undefined
  const [best] = known
    .map((candidate) => ({ candidate, by: far(word, candidate) }))
    .filter(({ by }) => by < Infinity)
    .toSorted((a, b) => a.by - b.by)
  return best?.candidate
}
