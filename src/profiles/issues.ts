import type { BaseIssue } from 'valibot'
import { drivers, requirements, runtimes } from '../model/profile.ts'
import { nearest } from './nearest.ts'
import type { Complaint, FieldPath } from './problem.ts'
import { isProblemCode } from './words.ts'
import type { ProblemCode } from './words.ts'

type Issue = BaseIssue<unknown>

type Step = NonNullable<Issue['path']>[number]

const fieldPath = (steps: readonly Step[]): FieldPath =>
  steps.flatMap(({ key }) => (typeof key === 'string' || typeof key === 'number' ? [key] : []))

/** `lessons.images[2]` is `lessons.images`: the line tells which. */
const nameOf = (path: FieldPath): string =>
  path.filter((part) => typeof part === 'string').join('.')

/** A more helpful sentence for a mistake that can be told from the value. */
const closer: Partial<
  Record<
    ProblemCode,
    readonly (readonly [RegExp, ProblemCode, (value: string, match: RegExpExecArray) => string])[]
  >
> = {
  version: [[/^v?\d+(\.\d+)?$/, 'version-short', () => '']],
  mebibytes: [
    [/^(\d+) *(g|gb|gi|gib)$/i, 'mebibytes-unit', (_, [, number]) => String(Number(number) * 1024)],
    [/^(\d+) *(m|mb|mi|mib)?$/i, 'mebibytes-unit', (_, [, number]) => number ?? ''],
  ],
  sha256: [[/^\d{64}$/, 'text', () => '']],
  image: [
    [/^https?:\/\/(\S+)$/i, 'image-address', (_, [, rest]) => rest ?? ''],
    [
      /^[^\s:@]*[A-Z]/,
      'image-case',
      (value) => value.replace(/^[^:@]+/, (name) => name.toLowerCase()),
    ],
  ],
  mirror: [
    [/^[^/]*\/\/[^/]*@|^[^/]*:[^/]*@/, 'mirror-password', () => ''],
    [/^https?:.*[?#]/, 'mirror-query', () => ''],
    [/^[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(\/\S*)?$/i, 'mirror-scheme', (value) => `https://${value}`],
  ],
}

const choices: Readonly<Record<string, readonly string[]>> = {
  driver: drivers,
  runtime: runtimes,
  requires: requirements,
}

const chosen = (path: FieldPath, value: string): { near: string; detail: string } => {
  const known = choices[nameOf(path).split('.').at(-1) ?? ''] ?? []
  return { near: nearest(value, known) ?? '', detail: known.join(', ') }
}

const specific = (
  code: ProblemCode,
  value: string,
): { readonly code: ProblemCode; readonly near: string } => {
  for (const [pattern, better, suggest] of closer[code] ?? []) {
    const match = pattern.exec(value)
    if (match !== null) return { code: better, near: suggest(value, match) }
  }
  return { code, near: '' }
}

interface Leaf {
  readonly issue: Issue
  readonly steps: readonly Step[]
}

/** A union reports what each of its members missed; the member of the value's own kind is the one worth telling. */
const leaves = (issue: Issue, above: readonly Step[] = []): readonly Leaf[] => {
  const steps = [...above, ...(issue.path ?? [])]
  const inner =
    issue.type === 'union' && typeof issue.input === 'object'
      ? (issue.issues ?? []).filter(({ path }) => path !== undefined)
      : []
  return inner.length === 0 ? [{ issue, steps }] : inner.flatMap((each) => leaves(each, steps))
}

/** `misfits` tells of these. */
const toldElsewhere = ({ issue, steps }: Leaf): boolean =>
  (issue.type === 'strict_object' && issue.expected === 'never') ||
  steps.some((step) => step.type === 'object' && Array.isArray(step.input))

const codeOf = ({ issue, steps }: Leaf): ProblemCode => {
  if (issue.input === null) return 'empty-value'
  if (issue.type === 'strict_object' && steps.at(-1)?.origin === 'key') return 'missing'
  return isProblemCode(issue.message) ? issue.message : 'text'
}

/** What a schema has against the data, in our own codes; `written` gives a value as it stands in the text. Pure. */
export const complaintsOf = (
  issues: readonly Issue[],
  written: (path: FieldPath) => string,
): readonly Complaint[] =>
  issues
    .flatMap((issue) => leaves(issue))
    .filter((leaf) => !toldElsewhere(leaf))
    .map((leaf): Complaint => {
      const path = fieldPath(leaf.steps)
      const general = codeOf(leaf)
      const at = nameOf(path)
      if (general === 'missing') return { code: general, path: path.slice(0, -1), about: { at } }
      const value = written(path)
      const { input } = leaf.issue
      const { code, near } = specific(general, typeof input === 'string' ? input : value)
      const choice = code === 'one-of' ? chosen(path, String(input)) : { near, detail: '' }
      return { code, path, about: { at, value, ...choice } }
    })
