/** C0, C1 and DEL, line and paragraph separators, format characters (bidirectional, zero width), halves of a surrogate pair. */
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const everySteering = new RegExp(steering, 'gu')

/** Control sequences of a terminal (ECMA-48): CSI, OSC and the other strings, and two-character escapes. */
const sequence =
  // oxlint-disable-next-line no-control-regex -- what is removed here begins with one
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[P\]X^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]/g

/** Whether a text holds a character that steers what shows it instead of being shown. Pure. */
export const steers = (text: string): boolean => steering.test(text)

/** Text without colours and other control sequences of a terminal. Pure. */
export const withoutSequences = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- only those begin a sequence
  /[\u001B\u0080-\u009F]/.test(text) ? text.replace(sequence, '') : text

const codeOf = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  if (/^d[89a-f]..$/.test(code)) return '\uFFFD'
  return code.length < 3 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`
}

/** Every character that steers as its code, so that a reader sees it and nothing obeys it; `kept` ones stay. Pure. */
export const visible = (text: string, kept = ''): string =>
  steers(text)
    ? text.replace(everySteering, (each) => (kept.includes(each) ? each : codeOf(each)))
    : text

/** What a tool said without what steers: sequences and format characters go, tabs and other controls become blanks, lines stay. Pure. */
export const plainLines = (text: string): string => {
  const shown = withoutSequences(text)
  if (!steers(shown)) return shown
  return shown
    .replaceAll(/\r\n/g, '\n')
    .replaceAll(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
}
