import { fromBinary, toBinary, utf8 } from '../../model/bytes.ts'
import { isObject } from '../../model/json-patch.ts'
import type { Json } from '../../model/step.ts'
import { findBlock, withBlock } from '../../model/text-block.ts'
import { StepError } from '../../model/write-host.ts'
import type { StepOf } from './define.ts'
import { defineRewriting } from './rewriting.ts'
import { settings } from './stale.ts'

/** Byte by byte: a shell's file may be written in any encoding. */
const binaryOf = (path: string, bytes: Uint8Array | undefined): string => {
  const text = toBinary(bytes ?? new Uint8Array())
  if (text.includes('\0')) throw new StepError('unparsable', `${path} is no text file`)
  return text
}

const binaryLines = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => toBinary(utf8(line)))

const isLines = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((line) => typeof line === 'string')

const sameLines = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index])

const blockIn = (path: string, text: string, marker: string): readonly string[] | undefined => {
  const found = findBlock(text, marker)
  if (found === 'torn')
    throw new StepError(
      'unparsable',
      `the lines that mark the block ${marker} in ${path} do not belong together; it stays as it is`,
    )
  return found?.lines
}

/** Puts lines between two marker lines, once, and leaves every other byte alone. */
export const textBlock = defineRewriting<StepOf<'text-block'>>({
  kind: 'text-block',
  stale: settings,
  rewrite: ({ path, marker, lines }, old) => {
    const text = binaryOf(path, old)
    const there = blockIn(path, text, marker)
    const wanted = binaryLines(lines)
    if (there !== undefined && sameLines(there, wanted)) return fromBinary(text)
    return fromBinary(withBlock(text, marker, wanted) ?? text)
  },
  own: {
    note: ({ path, marker, lines }, old) => ({
      marker,
      lines: binaryLines(lines),
      before: blockIn(path, binaryOf(path, old), marker) ?? null,
    }),
    takeOut: (note, now) => {
      const { marker, lines, before } = isObject(note) ? note : {}
      if (typeof marker !== 'string' || !isLines(lines)) return undefined
      const text = toBinary(now)
      const found = findBlock(text, marker)
      if (found === undefined || found === 'torn' || !sameLines(found.lines, lines))
        return undefined
      const back = withBlock(text, marker, isLines(before) ? before : undefined)
      return back === undefined ? undefined : fromBinary(back)
    },
  },
})
