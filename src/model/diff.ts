/** Lines of context around a change, as `diff -u` has it. */
const around = 3

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** Each line with its newline, so that a last one without is another line. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Longest common subsequence, from the end; files that are repaired are small. */
const lengths = (a: readonly string[], b: readonly string[]): readonly (readonly number[])[] => {
  const table = Array.from({ length: a.length + 1 }, () =>
    Array.from({ length: b.length + 1 }, () => 0),
  )
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i]
      if (row !== undefined)
        row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  return table
}

const changed = (a: readonly string[], b: readonly string[]): readonly Line[] => {
  const table = lengths(a, b)
  const at = (i: number, j: number): number => table[i]?.[j] ?? -1
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left = '', right = ''] = [a[i], b[j]]
    if (i < a.length && j < b.length && left === right) {
      lines.push({ sign: ' ', text: left })
      i += 1
      j += 1
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', text: left })
      i += 1
    } else {
      lines.push({ sign: '+', text: right })
      j += 1
    }
  }
  return lines
}

const same = (text: string): Line => ({ sign: ' ', text })

/** The equal lines at both ends need no table. */
const compare = (a: readonly string[], b: readonly string[]): readonly Line[] => {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  return [
    ...a.slice(0, head).map(same),
    ...changed(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ]
}

/** Where changes begin and end, those with little between them together. */
const ranges = (lines: readonly Line[]): readonly (readonly [number, number])[] => {
  const found: [number, number][] = []
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const [from, to] = [Math.max(index - around, 0), Math.min(index + around + 1, lines.length)]
    const last = found.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else found.push([from, to])
  }
  return found
}

const count = (lines: readonly Line[], without: '-' | '+'): number =>
  lines.filter(({ sign }) => sign !== without).length

/** `start,length`; an empty side is named by the line before it. */
const position = (before: number, length: number): string => {
  const start = length === 0 ? before : before + 1
  return length === 1 ? `${start}` : `${start},${length}`
}

const shown = ({ sign, text }: Line): string =>
  text.endsWith('\n') ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`

/** What `diff -u` prints for one file; undefined on a side means there is no file. Empty where nothing differs. Pure. */
export const unifiedDiff = (
  path: string,
  before: string | undefined,
  after: string | undefined,
): string => {
  const lines = compare(linesOf(before ?? ''), linesOf(after ?? ''))
  const hunks = ranges(lines).map(([from, to]) => {
    const [above, hunk] = [lines.slice(0, from), lines.slice(from, to)]
    const old = position(count(above, '+'), count(hunk, '+'))
    const fresh = position(count(above, '-'), count(hunk, '-'))
    return `@@ -${old} +${fresh} @@\n${hunk.map(shown).join('')}`
  })
  if (hunks.length === 0) return ''
  const name = (side: string | undefined): string => (side === undefined ? '/dev/null' : path)
  return `--- ${name(before)}\n+++ ${name(after)}\n${hunks.join('')}`
}
