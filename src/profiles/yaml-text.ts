import { isCollection, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, ErrorCode, Node, Range, YAMLParseError } from 'yaml'
import type { Complaint, FieldPath } from './problem.ts'
import { extras, maxErrors, rangeOf } from './yaml-extras.ts'
import type { ProblemCode } from './words.ts'

/** A document and where things stand in it. */
export interface Source {
  readonly text: string
  readonly data: unknown
  /** From 1. */
  readonly place: (complaint: Complaint) => { readonly line: number; readonly column: number }
  /** The text of a value as it was written. */
  readonly written: (path: FieldPath) => string
}

const maxBytes = 64 * 1024
/** No profile is half as deep; the parser recurses, and far deeper than this it takes the process with it. */
const maxDepth = 24
/** Ends of lines and signs of YAML, ten times what a page has: what a parser does with more of them takes its time squared. */
const maxMarks = 16_000

const codes: Partial<Record<ErrorCode, ProblemCode>> = {
  TAB_AS_INDENT: 'tab',
  MULTIPLE_DOCS: 'documents',
  BLOCK_AS_IMPLICIT_KEY: 'colon-in-text',
  BAD_INDENT: 'indent',
  BAD_SCALAR_START: 'plain-start',
  BAD_ALIAS: 'alias',
}

/** Standalone `-`, `?` and `:` each open a level; so does every step of indentation. */
const opens = (line: string): number =>
  line.trimStart().startsWith('#')
    ? 0
    : line.split(/\s/).filter((word) => /^[-?:]$/.test(word)).length +
      (/^ */.exec(line)?.[0].length ?? 0) / 4

/** Where more levels are open than a profile has, told without the parser. */
const tooDeep = (text: string): number | undefined => {
  let depth = 0
  for (const { 0: found, index } of text.matchAll(/[[\]{}]/g)) {
    depth += found === '[' || found === '{' ? 1 : -1
    if (depth > maxDepth) return index
  }
  const deep = text.split('\n').find((line) => opens(line) > maxDepth)
  return deep === undefined ? undefined : text.indexOf(deep)
}

/** What is wrong before a parser is worth asking. */
const refused = (text: string): Complaint | undefined => {
  if (new TextEncoder().encode(text).length > maxBytes) return { code: 'too-big' }
  // oxlint-disable-next-line no-control-regex -- these are what tells text from anything else
  const garbage = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.exec(text)
  if (garbage !== null) return { code: 'not-text', offset: garbage.index }
  if (text.trim() === '') return { code: 'empty-file' }
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(text)) return { code: 'web-page' }
  const deep = tooDeep(text)
  if (deep !== undefined) return { code: 'nested', offset: deep }
  const marks = text.match(/[\n[\]{},:'"&*!%`@?|>\\-]/g)?.length ?? 0
  return marks > maxMarks ? { code: 'too-many' } : undefined
}

/** A full-width colon after what looks like a field's name: invisible at a glance, and no colon to YAML. */
const wideColon = (text: string): Complaint | undefined => {
  const found = /^[ \t]*(?:- +)?([$\w-]+) *：/m.exec(text)
  return found === null
    ? undefined
    : {
        code: 'colon-width',
        offset: found.index + found[0].length - 1,
        about: { near: found[1] ?? '' },
      }
}

const lineAt = (text: string, offset: number): string => text.slice(offset).split('\n')[0] ?? ''

/** Where the last node of a kind begins before `end`: the one that stays open. */
const lastOpened = (document: Document, end: number, is: (node: Node) => boolean): number => {
  let last = end
  visit(document, {
    Node: (_, node) => {
      const start = node.range?.[0]
      if (start !== undefined && start < end && is(node)) last = start
    },
  })
  return last
}

const isQuoted = (node: Node): boolean =>
  isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')

const isBracket = (node: Node): boolean => isCollection(node) && node.flow === true

const toComplaint = (
  text: string,
  document: Document,
  { code, message, pos: [offset] }: YAMLParseError,
): Complaint => {
  const rest = lineAt(text, offset)
  if (/closing .*quote/.test(message))
    return { code: 'quotes', offset: lastOpened(document, offset, isQuoted) }
  if (/end with a? ?[\]}]/.test(message))
    return { code: 'bracket', offset: lastOpened(document, offset, isBracket) }
  if (code === 'MULTILINE_IMPLICIT_KEY' || /followed by map values/.test(message))
    return { code: 'colon', offset, about: { value: rest } }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/:(\s|$)/.test(rest)) {
    const next = offset + rest.length + 1
    return { code: 'indent', offset: next + text.slice(next).search(/\S|$/) }
  }
  const known = codes[code]
  if (known === undefined) return { code: 'yaml', offset, about: { detail: message } }
  const value = known === 'plain-start' ? rest.slice(0, 1) : rest.split(':')[0]
  return { code: known, offset, about: { value: value ?? '' } }
}

/** The parser's own complaints, the first of each line: what follows is mostly its echo. */
const syntax = (text: string, document: Document): readonly Complaint[] => {
  const lines = new Set<string>()
  return document.errors.slice(0, maxErrors).flatMap((error) => {
    const line = text.slice(0, error.pos[0]).split('\n').length.toString()
    if (lines.has(line)) return []
    lines.add(line)
    return [toComplaint(text, document, error)]
  })
}

const pairAt = (node: unknown, name: string | number) =>
  isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
    : undefined

const toSource = (text: string, document: Document, lines: LineCounter): Source => {
  const nodeAt = (path: FieldPath): unknown => document.getIn(path, true)
  const keyAt = (path: FieldPath): Range | undefined => {
    const name = path.at(-1)
    return name === undefined ? undefined : rangeOf(pairAt(nodeAt(path.slice(0, -1)), name)?.key)
  }
  const offsetOf = ({ offset, path = [], key }: Complaint): number => {
    if (offset !== undefined) return offset
    const node = nodeAt(path)
    const ownKey = keyAt(path)?.[0]
    const empty = isScalar(node) && node.value === null
    if (ownKey !== undefined && (key === true || empty)) return ownKey
    return rangeOf(node)?.[0] ?? ownKey ?? rangeOf(nodeAt(path.slice(0, -1)))?.[0] ?? 0
  }
  return {
    text,
    data: document.toJS(),
    place: (complaint) => {
      const { line, col } = lines.linePos(offsetOf(complaint))
      return { line: Math.max(line, 1), column: Math.max(col, 1) }
    },
    written: (path) => {
      const range = rangeOf(nodeAt(path))
      return range === undefined ? '' : text.slice(range[0], range[1])
    },
  }
}

export type Reading =
  | { readonly ok: true; readonly source: Source }
  | {
      readonly ok: false
      readonly complaints: readonly Complaint[]
      readonly place: Source['place']
    }

/** YAML, and with it JSON, to plain data; refuses whatever a hostile text could use. Never throws. */
export const readYaml = (raw: string): Reading => {
  const text = raw.replace(/^\ufeff/, '')
  const lines = new LineCounter()
  const place: Source['place'] = ({ offset = 0 }) => {
    const before = text.slice(0, offset).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
  const no = (complaints: readonly Complaint[]): Reading => ({ ok: false, complaints, place })
  const early = refused(text)
  if (early !== undefined) return no([early])
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // Compares every key with every other; `extras` finds them too.
    uniqueKeys: false,
  })
  const wide = wideColon(text)
  if (document.errors.length > 0) return no(wide === undefined ? syntax(text, document) : [wide])
  const found = extras(text, document)
  if (found.length > 0) return no(found)
  if (!isMap(document.contents)) return no([wide ?? { code: 'not-fields' }])
  return { ok: true, source: toSource(text, document, lines) }
}
