/** A piece of JSON with where it stands in its text; of objects the members too. */
export interface JsonNode {
  readonly start: number
  readonly end: number
  /** Only of an object. */
  readonly members?: readonly JsonMember[]
}

export interface JsonMember {
  readonly key: string
  /** Where the key's quotation mark stands. */
  readonly start: number
  readonly keyEnd: number
  readonly value: JsonNode
}

/** Where a text stops being JSON. */
export interface Misplaced {
  /** From 1. */
  readonly line: number
  readonly column: number
  /** What stands there: one character, or that the text ends. */
  readonly found: string
}

export type JsonTree =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly at: Misplaced }

class Stop extends Error {
  readonly offset: number
  constructor(offset: number) {
    super('no JSON')
    this.offset = offset
  }
}

// Source: RFC 8259, sections 2 to 7.
const blank = /[ \t\r\n]*/y
const string = /"(?:[\u0020\u0021\u0023-\u005B\u005D-\uFFFF]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y
const scalar =
  /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|"(?:[\u0020\u0021\u0023-\u005B\u005D-\uFFFF]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y
/** Deeper than any settings file, and shallow enough for the stack. */
const deepest = 100

const match = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text) === null ? undefined : pattern.lastIndex
}

const skip = (text: string, at: number): number => match(blank, text, at) ?? at

const expected = (text: string, char: string, at: number): number => {
  if (text[at] !== char) throw new Stop(at)
  return at + 1
}

/** What stands between two brackets, separated by commas; the end lies behind the closing one. */
const sequence = <T extends { readonly end: number }>(
  text: string,
  open: number,
  close: string,
  item: (at: number) => T,
): { readonly items: readonly T[]; readonly end: number } => {
  const items: T[] = []
  let at = skip(text, open + 1)
  if (text[at] === close) return { items, end: at + 1 }
  for (;;) {
    const next = item(at)
    items.push(next)
    at = skip(text, next.end)
    if (text[at] === close) return { items, end: at + 1 }
    at = skip(text, expected(text, ',', at))
  }
}

const member = (text: string, start: number, depth: number): JsonMember & { end: number } => {
  const keyEnd = match(string, text, start)
  if (keyEnd === undefined) throw new Stop(start)
  const key: unknown = JSON.parse(text.slice(start, keyEnd))
  const value = node(text, skip(text, expected(text, ':', skip(text, keyEnd))), depth)
  return { key: String(key), start, keyEnd, value, end: value.end }
}

const node = (text: string, start: number, depth: number): JsonNode => {
  if (depth > deepest) throw new Stop(start)
  if (text[start] === '{') {
    const { items, end } = sequence(text, start, '}', (at) => member(text, at, depth + 1))
    return { start, end, members: items }
  }
  if (text[start] === '[')
    return { start, end: sequence(text, start, ']', (at) => node(text, at, depth + 1)).end }
  const end = match(scalar, text, start)
  if (end === undefined) throw new Stop(start)
  return { start, end }
}

const misplaced = (text: string, offset: number): Misplaced => {
  const before = text.slice(0, offset).split('\n')
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    found: offset >= text.length ? 'the end' : (text.slice(offset).match(/./su)?.[0] ?? ''),
  }
}

/** Parses strict JSON and keeps where everything stands. Pure. */
export const jsonTree = (text: string): JsonTree => {
  try {
    const root = node(text, skip(text, 0), 0)
    const end = skip(text, root.end)
    return end === text.length ? { ok: true, root } : { ok: false, at: misplaced(text, end) }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, at: misplaced(text, error.offset) }
    throw error
  }
}
