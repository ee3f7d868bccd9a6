import { fromUtf8, utf8 } from '../../model/bytes.ts'
import { inversePatch, isObject, patchJson } from '../../model/json-patch.ts'
import type { Patched } from '../../model/json-patch.ts'
import type { Json } from '../../model/step.ts'
import { StepError } from '../../model/write-host.ts'
import type { StepOf } from './define.ts'
import { defineRewriting } from './rewriting.ts'
import { settings } from './stale.ts'

type Failure = Extract<Patched, { ok: false }>['why']
type JsonObject = { readonly [key: string]: Json }

const says = (why: Failure): string => {
  if ('twice' in why) return `names ${JSON.stringify(why.twice)} twice`
  if ('path' in why)
    return why.path.length === 0 ? 'is no JSON object' : `has no object at ${why.path.join('.')}`
  const { line, column, found } = why
  return `is not JSON: line ${line}, column ${column} has ${found === 'the end' ? found : JSON.stringify(found)}`
}

const textOf = (path: string, bytes: Uint8Array | undefined): string => {
  const text = fromUtf8(bytes ?? new Uint8Array())
  if (text === undefined) throw new StepError('unparsable', `${path} is not written in UTF-8`)
  return text
}

const patchOf = ({ path, patch }: StepOf<'merge-json'>): JsonObject => {
  if (!isObject(patch))
    throw new StepError('refused', `what is to be merged into ${path} is no object`)
  return patch
}

const merged = (path: string, text: string, patch: JsonObject): string => {
  const result = patchJson(text, patch)
  if (result.ok) return result.text
  throw new StepError('unparsable', `${path} ${says(result.why)}; it stays as it is`)
}

/** What `value` has where the patch changes something. */
const touched = (value: Json | undefined, patch: JsonObject): Json =>
  Object.fromEntries(
    Object.entries(patch).flatMap(([key, change]): readonly (readonly [string, Json])[] => {
      const old = isObject(value) ? value[key] : undefined
      if (old === undefined) return []
      return [[key, isObject(change) && isObject(old) ? touched(old, change) : old]]
    }),
  )

/** Merges keys into a JSON file and leaves every other character alone. */
export const mergeJson = defineRewriting<StepOf<'merge-json'>>({
  kind: 'merge-json',
  stale: settings,
  rewrite: (step, old) => utf8(merged(step.path, textOf(step.path, old), patchOf(step))),
  // A file on one line would be shown whole, and may hold anything beside these keys.
  shows: (step, text) => {
    const bare = text.replace(/^\uFEFF/, '')
    const value: Json = bare.trim() === '' ? {} : JSON.parse(bare)
    return `${JSON.stringify(touched(value, patchOf(step)), null, 2)}\n`
  },
  own: {
    note: (step, old) => {
      const text = textOf(step.path, old).replace(/^\uFEFF/, '')
      const before: Json = text.trim() === '' ? {} : JSON.parse(text)
      const patch = patchOf(step)
      return { patch, inverse: inversePatch(before, patch) }
    },
    takeOut: (note, now) => {
      const text = fromUtf8(now)
      const { patch, inverse } = isObject(note) ? note : {}
      if (text === undefined || !isObject(patch) || !isObject(inverse)) return undefined
      const still = patchJson(text, patch)
      if (!still.ok || still.text !== text) return undefined
      const back = patchJson(text, inverse)
      return back.ok ? utf8(back.text) : undefined
    },
  },
})
