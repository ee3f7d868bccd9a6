import stringWidth from 'string-width'

/** Columns a text takes, East Asian width counted, colours not. */
export const width = (text: string): number => stringWidth(text)

/** Fills up with blanks to that many columns. */
export const pad = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - width(text)))

const wide = String.raw`\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF`
/** What no line begins with. */
const closing = String.raw`[,.;:!?)\]}、。,;:!?)」』】》]*`

/** Where a line may end: after a blank, and after every character of a script that has none. */
const unit = new RegExp(String.raw`\s+|[《「『【(]?[${wide}]${closing}|[^\s${wide}]+`, 'gu')

/** A word longer than a line, in pieces that fit. */
const pieces = (word: string, columns: number): readonly string[] => {
  if (width(word) <= columns) return [word]
  const cut: string[] = ['']
  for (const character of word) {
    const last = cut.length - 1
    if (width(`${cut[last] ?? ''}${character}`) > columns) cut.push(character)
    else cut[last] += character
  }
  return cut
}

const narrowest = 20

/** Lines of at most that many columns; words stay whole where they fit on a line, Chinese breaks between any two characters. Pure. */
export const wrap = (text: string, columns: number): readonly string[] => {
  const room = Math.max(columns, narrowest)
  const lines: string[] = ['']
  for (const word of (text.match(unit) ?? []).flatMap((each) => pieces(each, room))) {
    const last = lines.length - 1
    const line = lines[last] ?? ''
    if (width((line + word).trimEnd()) > room) lines.push(word.trimStart())
    else lines[last] = line === '' ? word.trimStart() : line + word
  }
  return lines.map((line) => line.trimEnd())
}

/** Wrapped, every line after the first pushed in as far as the first begins. Pure. */
export const hang = (first: string, text: string, columns: number): readonly string[] => {
  const indent = width(first)
  return wrap(text, columns - indent).map(
    (line, index) => (index === 0 ? first : ' '.repeat(indent)) + line,
  )
}

/** A command to copy, a line of a file that changes; colours may stand before it. */
// oxlint-disable-next-line no-control-regex -- colours begin with one
const verbatim = /^\s+(?:\u001B\[\d+m)*(?:[$→+@#-]|minikube )/

/** Wraps lines that are longer than a terminal is wide; what follows stands below a line's own words, its sign left out. Commands and files stay as they are. Pure. */
export const fold = (lines: readonly string[], columns: number): readonly string[] =>
  lines.flatMap((line) => {
    if (width(line) <= columns || verbatim.test(line)) return [line]
    const text = line.trimStart()
    const lead = line.length - text.length
    const [first = ''] = text.split(' ')
    const indent = lead + (width(first) === 1 ? 2 : 0)
    return wrap(text, columns - indent).map(
      (each, index) => ' '.repeat(index === 0 ? lead : indent) + each,
    )
  })
