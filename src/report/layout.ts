import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** Columns a text takes, East Asian width counted, colours not. */
export const width = (text: string): number => stringWidth(text)

/** Fills up with blanks to that many columns. */
export const pad = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - width(text)))

/** Lines of at most that many columns; words stay whole where they fit on a line. */
export const wrap = (text: string, columns: number): readonly string[] =>
  wrapAnsi(text, Math.max(columns, 20), { hard: true, trim: true }).split('\n')

/** Wrapped, every line after the first pushed in as far as the first begins. */
export const hang = (first: string, text: string, columns: number): readonly string[] => {
  const indent = width(first)
  const lines = wrap(text, columns - indent)
  return lines.map((line, index) => (index === 0 ? first : ' '.repeat(indent)) + line)
}
