import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser'
import type { JSONPath, Node, ParseError } from 'jsonc-parser'
import type { Json } from './step.ts'

type JsonObject = { readonly [key: string]: Json }

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Same JSON, whatever the order of the keys. Pure. */
export const sameJson = (a: Json, b: Json): boolean => {
  if (isList(a) && isList(b))
    return (
      a.length === b.length &&
      a.every((item, index) => {
        const other = b[index]
        return other !== undefined && sameJson(item, other)
      })
    )
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => {
        const [left, right] = [a[key], b[key]]
        return left !== undefined && right !== undefined && sameJson(left, right)
      })
    )
  }
  return a === b
}

/** Where a text stops being JSON. */
export interface Misplaced {
  /** From 1. */
  readonly line: number
  readonly column: number
  /** What stands there: one character, or that the text ends. */
  readonly found: string
}

export type Patched =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      readonly why: Misplaced | { readonly twice: string } | { readonly path: readonly string[] }
    }

const misplaced = (text: string, offset: number): Misplaced => {
  const before = text.slice(0, offset).split('\n')
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    found: offset >= text.length ? 'the end' : (text.slice(offset).match(/./su)?.[0] ?? ''),
  }
}

/** Where `text` stops being strict JSON (RFC 8259: no comments, no trailing commas); undefined where it is JSON. Pure. */
export const misplacedIn = (text: string): Misplaced | undefined => {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const errors: ParseError[] = []
    try {
      parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
    } catch {
      // Nested deeper than the stack: no settings file.
    }
    return misplaced(text, Math.min(...errors.map(({ offset }) => offset), text.length))
  }
}

/** Null members of a value that is put in whole mean nothing. Source: RFC 7386, section 2. */
const withoutNulls = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== null)
          .map(([key, member]) => [key, withoutNulls(member)]),
      )
    : value

class Refused extends Error {
  readonly why: Exclude<Patched, { ok: true }>['why']
  constructor(why: Exclude<Patched, { ok: true }>['why']) {
    super('cannot be patched')
    this.why = why
  }
}

/** What a line begins with, where nothing but blanks stands before `at` on a line of its own. */
const indentAt = (text: string, at: number): string | undefined => {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const before = text.slice(start, at)
  return start > 0 && /^[ \t]*$/.test(before) ? before : undefined
}

/** `text` with another value at `path`, or without it; everything else stays as it is written. */
const edited = (text: string, root: Node, path: readonly string[], value: Json | undefined) => {
  const edits = modify(text, [...path], value, {})
  const owner = path.length === 1 ? root : findNodeAtLocation(root, path.slice(0, -1))
  if (owner === undefined) return applyEdits(text, edits)
  if (value === undefined) {
    const [head, next] = owner.children ?? []
    const isHead = head !== undefined && head.children?.[0]?.value === path.at(-1)
    if (!isHead || next === undefined) return applyEdits(text, edits)
    const { offset } = head
    return applyEdits(text, [{ offset, length: next.offset - offset, content: '' }])
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const unit = indentAt(text, root.children?.[0]?.offset ?? 0) ?? '  '
  const pretty = (indent: string): string =>
    JSON.stringify(value, null, unit).replaceAll('\n', `${eol}${indent}`)
  const key = JSON.stringify(path.at(-1))
  const [first] = owner.children ?? []
  if (first === undefined) {
    // What stands on one line stays on one line.
    if (text.trim() !== '{}' && !text.includes('\n')) return applyEdits(text, edits)
    const start = text.lastIndexOf('\n', owner.offset - 1) + 1
    const base = /^[ \t]*/.exec(text.slice(start))?.[0] ?? ''
    const indent = `${base}${unit}`
    const content = `{${eol}${indent}${key}: ${pretty(indent)}${eol}${base}}`
    return applyEdits(text, [{ offset: owner.offset, length: owner.length, content }])
  }
  const indent = indentAt(text, first.offset)
  if (indent === undefined) return applyEdits(text, edits)
  const isNew = findNodeAtLocation(root, [...path]) === undefined
  const content = isNew ? `,${eol}${indent}${key}: ${pretty(indent)}` : pretty(indent)
  return applyEdits(
    text,
    edits.map((edit) => ({ ...edit, content })),
  )
}

const member = (root: Node, path: JSONPath): Node | undefined => {
  const owner = path.length === 1 ? root : findNodeAtLocation(root, path.slice(0, -1))
  if (owner?.type !== 'object') throw new Refused({ path: path.slice(0, -1).map(String) })
  const [key] = path.slice(-1)
  const found = (owner.children ?? []).filter(({ children }) => children?.[0]?.value === key)
  if (found.length > 1) throw new Refused({ twice: String(key) })
  return found[0]?.children?.[1]
}

const patchAt = (text: string, path: readonly string[], patch: JsonObject): string => {
  let result = text
  for (const [key, value] of Object.entries(patch)) {
    const at = [...path, key]
    const root = parseTree(result)
    if (root === undefined) throw new Refused({ path })
    const old = member(root, at)
    if (value === null && old === undefined) continue
    if (isObject(value) && old?.type === 'object') {
      result = patchAt(result, at, value)
      continue
    }
    const next = value === null ? undefined : withoutNulls(value)
    const was: Json | undefined =
      old === undefined ? undefined : JSON.parse(result.slice(old.offset, old.offset + old.length))
    if (next !== undefined && was !== undefined && sameJson(was, next)) continue
    result = edited(result, root, at, next)
  }
  return result
}

/**
 * Merges `patch` into JSON text, `null` removing a key, and leaves what it does not concern as it is. Text without anything in it
 * counts as `{}`, and a byte order mark stays, as dockerd has it (moby daemon/config/config.go). Source: RFC 7386. Pure.
 */
export const patchJson = (text: string, patch: JsonObject): Patched => {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const bare = text.slice(mark.length)
  const empty = bare.trim() === ''
  const wrong = empty ? undefined : misplacedIn(bare)
  if (wrong !== undefined) return { ok: false, why: wrong }
  try {
    const done = patchAt(empty ? '{}\n' : bare, [], patch)
    return { ok: true, text: empty && done === '{}\n' ? text : `${mark}${done}` }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: error.why }
    throw error
  }
}

/** The patch that undoes `patch` on what was `before`. Pure. */
export const inversePatch = (before: Json, patch: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(patch).map(([key, value]): readonly [string, Json] => {
      const old = isObject(before) ? before[key] : undefined
      if (old === undefined) return [key, null]
      return [key, isObject(value) && isObject(old) ? inversePatch(old, value) : old]
    }),
  )
