import * as v from 'valibot'
import type { Ended } from '../../support/cli.ts'

/** Source by kind of artefact, or by artefact where the kind has several; `-` where there is none. */
export type Taken = Readonly<Record<string, string | Readonly<Record<string, string>>>>

const schema = v.object({
  schema: v.literal('k8s-doctor/route/1'),
  artefacts: v.array(
    v.object({
      id: v.string(),
      kind: v.string(),
      because: v.nullable(v.string()),
      source: v.optional(v.string()),
    }),
  ),
  flags: v.array(v.object({ flag: v.string() })),
  before: v.array(v.object({ kind: v.string() })),
})

/** What of `route --json` the worlds are judged by. */
export const parseRoute = ({
  stdout,
  stderr,
}: Ended): {
  readonly from: Taken
  readonly flags: readonly string[]
  readonly before: readonly string[]
} => {
  if (stdout === '') return { from: { route: stderr.trim() }, flags: [], before: [] }
  const { artefacts, flags, before } = v.parse(schema, JSON.parse(stdout))
  const byKind = new Map<string, Record<string, string>>()
  for (const { id, kind, because, source } of artefacts)
    byKind.set(kind, { ...byKind.get(kind), [id]: source ?? because ?? '-' })
  const from = [...byKind].map(([kind, all]) => {
    const [first = '-', ...rest] = new Set(Object.values(all))
    return [kind, rest.length === 0 ? first : all] as const
  })
  return {
    from: Object.fromEntries(from),
    flags: flags.map(({ flag }) => flag),
    before: before.map(({ kind }) => kind),
  }
}
