/** The two lines around a block of ours in somebody's file. Pure, like all here. */
const borders = (marker: string): readonly [string, string] => [
  `# >>> ${marker} >>>`,
  `# <<< ${marker} <<<`,
]

export interface TextBlock {
  /** Where the block stands in the text, its last newline included; undefined where there is none. */
  readonly start: number
  readonly end: number
  /** What is between the borders. */
  readonly lines: readonly string[]
}

/** The block of that name; `torn` where its borders do not make one block. */
export const findBlock = (text: string, marker: string): TextBlock | 'torn' | undefined => {
  const [open, close] = borders(marker)
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const bare = lines.map((line) => line.replace(/\r?\n$/, '').trimEnd())
  const at = bare.flatMap((line, index) => (line === open || line === close ? [index] : []))
  const [first, last, ...more] = at
  if (first === undefined) return undefined
  if (last === undefined || more.length > 0 || bare[first] !== open || bare[last] !== close)
    return 'torn'
  const start = lines.slice(0, first).join('').length
  const end = start + lines.slice(first, last + 1).join('').length
  return { start, end, lines: bare.slice(first + 1, last) }
}

/** Puts the block at the end, or where it stands already; without lines it is taken out. Undefined where the block is torn. */
export const withBlock = (
  text: string,
  marker: string,
  lines: readonly string[] | undefined,
): string | undefined => {
  const found = findBlock(text, marker)
  if (found === 'torn') return undefined
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const [open, close] = borders(marker)
  const block =
    lines === undefined ? '' : [open, ...lines, close].map((line) => `${line}${newline}`).join('')
  if (found !== undefined) return `${text.slice(0, found.start)}${block}${text.slice(found.end)}`
  const gap = text === '' || text.endsWith('\n') || block === '' ? '' : newline
  return `${text}${gap}${block}`
}
