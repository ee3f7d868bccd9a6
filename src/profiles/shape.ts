import type { Complaint, FieldPath } from './problem.ts'
import { nearest } from './nearest.ts'

/** The fields a schema knows, without their rules. */
export interface Shape {
  readonly fields?: ReadonlyMap<string, Shape>
  readonly item?: Shape
}

type Data = Readonly<Record<string, unknown>>

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null

/** Reads the fields off a valibot schema. Pure. */
export const shapeOf = (schema: unknown): Shape => {
  if (!isData(schema)) return {}
  if (isData(schema['wrapped'])) return shapeOf(schema['wrapped'])
  if (Array.isArray(schema['options'])) {
    return schema['options'].map(shapeOf).find(({ fields }) => fields !== undefined) ?? {}
  }
  if (isData(schema['entries'])) {
    const entries = Object.entries(schema['entries'])
    return { fields: new Map(entries.map(([name, field]) => [name, shapeOf(field)])) }
  }
  return isData(schema['item']) ? { item: shapeOf(schema['item']) } : {}
}

/** Dotted names of all fields. Pure. */
const namesIn = ({ fields, item }: Shape, above = ''): readonly string[] => [
  ...(item === undefined ? [] : namesIn(item, above)),
  ...[...(fields ?? [])].flatMap(([name, field]) => [
    above + name,
    ...namesIn(field, `${above}${name}.`),
  ]),
]

const lastOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1)

/** Nobody reads more, and each costs a comparison with every field. */
const most = 20

/** What people call a field that has another name here. */
const otherNames = new Map([
  ['k8s', 'kubernetes'],
  ['name', 'id'],
  ['description', 'title'],
  ['profile', 'cluster'],
  ['ram', 'memory'],
  ['engine', 'docker'],
  ['vm', 'driver'],
  ['linux-x64', 'linux-amd64'],
  ['linux-x86_64', 'linux-amd64'],
  ['linux-aarch64', 'linux-arm64'],
  ['darwin-x64', 'darwin-amd64'],
  ['windows-x64', 'windows-amd64'],
])

/** The field that was probably meant: of this place first, then of any other, told by its full name. */
const meant = (key: string, here: readonly string[], all: readonly string[]): string => {
  const word = otherNames.get(key.toLowerCase()) ?? key
  const near = nearest(word, here)
  if (near !== undefined) return near
  const elsewhere = nearest(word, all.map(lastOf))
  return all.find((dotted) => lastOf(dotted) === elsewhere) ?? ''
}

/**
 * Every key the shape does not know, and every list or scalar where fields belong. Looks at own keys only, so that
 * `__proto__` and `constructor` are keys like any other. Pure.
 */
export const misfits = (
  root: Shape,
  data: unknown,
  shape = root,
  path: FieldPath = [],
): readonly Complaint[] => {
  if (Array.isArray(data)) {
    if (shape.fields !== undefined)
      return [{ code: 'mapping', path, about: { at: path.join('.') } }]
    const { item } = shape
    return item === undefined
      ? []
      : data.flatMap((each, index) => misfits(root, each, item, [...path, index]))
  }
  if (!isData(data) || shape.fields === undefined) return []
  const { fields } = shape
  const known = [...fields.keys()].filter((name) => !name.startsWith('$'))
  const unknown = Object.keys(data)
    .filter((key) => !fields.has(key))
    .slice(0, most)
  return [
    ...unknown.map((key): Complaint => {
      const about = { value: key, near: meant(key, known, namesIn(root)), detail: known.join(', ') }
      return { code: 'unknown-key', path: [...path, key], key: true, about }
    }),
    ...[...fields].flatMap(([key, field]) => misfits(root, data[key], field, [...path, key])),
  ]
}
