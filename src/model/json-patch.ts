import { jsonTree } from './json-tree.ts'
import type { JsonMember, JsonNode, Misplaced } from './json-tree.ts'
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

export type Patched =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      readonly why: Misplaced | { readonly twice: string } | { readonly path: readonly string[] }
    }

/** How the members of an object are written. */
interface Layout {
  /** What begins a member's line; undefined where all stand on one line. */
  readonly indent: string | undefined
  readonly unit: string
  readonly newline: string
  readonly colon: string
}

const inline = (value: Json): string => {
  if (isList(value)) return `[${value.map(inline).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`,
  )
  return `{${members.join(', ')}}`
}

const written = (value: Json, { indent, unit, newline }: Layout): string =>
  indent === undefined
    ? inline(value)
    : JSON.stringify(value, null, unit).replaceAll('\n', `${newline}${indent}`)

/** What a line begins with, where nothing but blanks stands before `at`. */
const indentAt = (text: string, at: number): string | undefined => {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return /^[ \t]*$/.test(line) && text.slice(0, at).includes('\n') ? line : undefined
}

const lineStart = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? ''

const layoutOf = (text: string, node: JsonNode, root: JsonNode): Layout => {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const [top] = root.members ?? []
  const unit = (top === undefined ? undefined : indentAt(text, top.start)) ?? ''
  const [first] = node.members ?? []
  if (first === undefined)
    return {
      indent: `${lineStart(text, node.start)}${unit === '' ? '  ' : unit}`,
      unit: unit === '' ? '  ' : unit,
      newline,
      colon: ': ',
    }
  const colon = text.slice(first.keyEnd, first.value.start)
  return {
    indent: indentAt(text, first.start),
    unit: unit === '' ? '  ' : unit,
    newline,
    colon: colon.includes('\n') ? ': ' : colon,
  }
}

const splice = (text: string, start: number, end: number, middle: string): string =>
  `${text.slice(0, start)}${middle}${text.slice(end)}`

const removed = (text: string, node: JsonNode, target: JsonMember): string => {
  const members = node.members ?? []
  const at = members.indexOf(target)
  const [before, after] = [members[at - 1], members[at + 1]]
  if (before !== undefined) return splice(text, before.value.end, target.value.end, '')
  if (after !== undefined) return splice(text, target.start, after.start, '')
  return splice(text, node.start, node.end, '{}')
}

const added = (
  text: string,
  node: JsonNode,
  root: JsonNode,
  entry: readonly [string, Json],
): string => {
  const layout = layoutOf(text, node, root)
  const { indent, newline, colon } = layout
  const line = `${JSON.stringify(entry[0])}${colon}${written(entry[1], layout)}`
  const last = node.members?.at(-1)
  if (last === undefined)
    return splice(
      text,
      node.start,
      node.end,
      `{${newline}${indent ?? ''}${line}${newline}${lineStart(text, node.start)}}`,
    )
  const gap = indent === undefined ? (colon.endsWith(' ') ? ' ' : '') : `${newline}${indent}`
  return splice(text, last.value.end, last.value.end, `,${gap}${line}`)
}

const replaced = (
  text: string,
  node: JsonNode,
  root: JsonNode,
  target: JsonMember,
  value: Json,
): string => {
  const { start, end } = target.value
  const old = text.slice(start, end)
  const oneLine = /^[[{]./s.test(old) && !/^(\[\s*\]|\{\s*\})$/.test(old) && !old.includes('\n')
  const layout = layoutOf(text, node, root)
  return splice(text, start, end, oneLine ? inline(value) : written(value, layout))
}

/** `null` means nothing inside a value that is put in whole. Source: RFC 7386. */
const withoutNulls = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== null)
          .map(([key, member]) => [key, withoutNulls(member)]),
      )
    : value

const parsed = (text: string, { start, end }: JsonNode): Json => {
  const value: Json = JSON.parse(text.slice(start, end))
  return value
}

class Stop extends Error {
  readonly why: Exclude<Patched, { ok: true }>['why']
  constructor(why: Exclude<Patched, { ok: true }>['why']) {
    super('cannot be patched')
    this.why = why
  }
}

const rootOf = (text: string): JsonNode => {
  const tree = jsonTree(text)
  if (!tree.ok) throw new Stop(tree.at)
  return tree.root
}

const memberOf = (node: JsonNode, key: string): JsonMember | undefined => {
  const found = (node.members ?? []).filter((member) => member.key === key)
  if (found.length > 1) throw new Stop({ twice: key })
  return found[0]
}

const objectAt = (root: JsonNode, path: readonly string[]): JsonNode => {
  let node: JsonNode | undefined = root
  for (const key of path) node = node === undefined ? undefined : memberOf(node, key)?.value
  if (node?.members === undefined) throw new Stop({ path })
  return node
}

const patchAt = (text: string, path: readonly string[], patch: JsonObject): string => {
  let result = text
  for (const [key, value] of Object.entries(patch)) {
    const root = rootOf(result)
    const node = objectAt(root, path)
    const target = memberOf(node, key)
    if (value === null) {
      if (target !== undefined) result = removed(result, node, target)
    } else if (target === undefined) {
      result = added(result, node, root, [key, withoutNulls(value)])
    } else if (isObject(value) && target.value.members !== undefined) {
      result = patchAt(result, [...path, key], value)
    } else if (!sameJson(parsed(result, target.value), withoutNulls(value))) {
      result = replaced(result, node, root, target, withoutNulls(value))
    }
  }
  return result
}

/**
 * Merges `patch` into JSON text, `null` removing a key, and leaves every other character as it is. Text without anything in it
 * counts as `{}`, and a byte order mark stays, as dockerd has it (moby daemon/config/config.go). Source: RFC 7386. Pure.
 */
export const patchJson = (text: string, patch: JsonObject): Patched => {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const bare = text.slice(mark.length)
  try {
    const done = patchAt(bare.trim() === '' ? '{}\n' : bare, [], patch)
    return { ok: true, text: done === '{}\n' && bare.trim() === '' ? text : `${mark}${done}` }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, why: error.why }
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
