import { isAlias, isMap, isNode, isScalar, visit } from 'yaml'
import type { Document, Node, Range } from 'yaml'
import type { Complaint } from './problem.ts'

/** Later ones are mostly echoes of the first. */
export const maxErrors = 100
/** Characters of one value; a pinned image is a third of it. */
const maxValue = 1000

export const rangeOf = (node: unknown): Range | undefined =>
  isNode(node) && node.range !== undefined && node.range !== null ? node.range : undefined

/** Characters before a node in which its property is looked for. */
const maxProperty = 200

/** The property, `&name` or `!tag`, that stands before a node. */
const property = (
  text: string,
  node: number,
  pattern: RegExp,
): { offset: number; value: string } => {
  const from = Math.max(node - maxProperty, 0)
  const found = pattern.exec(text.slice(from, node))
  return { offset: found === null ? node : from + found.index, value: found?.[0] ?? '' }
}

const repeated = (map: Node): readonly Complaint[] => {
  const names = new Set<string>()
  return (isMap(map) ? map.items : []).flatMap(({ key }) => {
    const value = isScalar(key) ? String(key.value) : ''
    if (!names.has(value)) {
      names.add(value)
      return []
    }
    return [{ code: 'duplicate-key', offset: rangeOf(key)?.[0] ?? 0, about: { value } }]
  })
}

/** Anchors, aliases and tags: a profile needs none, and each can be turned against a reader. So can an endless value, or two under one name. */
export const extras = (text: string, document: Document): readonly Complaint[] => {
  const found: Complaint[] = []
  visit(document, {
    Node: (_, node) => {
      if (found.length >= maxErrors) return visit.BREAK
      found.push(...repeated(node))
      const offset = node.range?.[0] ?? 0
      if (isAlias(node)) found.push({ code: 'alias', offset })
      else if (node.anchor !== undefined)
        found.push({ code: 'alias', offset: property(text, offset, /&\S*\s*$/).offset })
      else if (node.tag !== undefined) {
        const tag = property(text, offset, /!\S*\s*$/)
        found.push({ code: 'tag', offset: tag.offset, about: { value: tag.value } })
      } else if (isScalar(node) && String(node.value).length > maxValue)
        found.push({ code: 'value-long', offset })
      return undefined
    },
  })
  return found
}
