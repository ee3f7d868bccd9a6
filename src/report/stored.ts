import * as v from 'valibot'
import { checkSchema, evidenceSchema, findingSchema, reportSchema } from './schema.ts'

/** What k8s-doctor/report/1 did not tell. */
const report2Only = ['at', 'id', 'label', 'options', 'exitCode', 'runtime', 'verdict'] as const

// Keys that a later k8s-doctor may add are read past.
const evidence1 = v.object(v.omit(evidenceSchema, ['id', 'at']).entries)
const check1 = v.object({
  ...checkSchema.entries,
  findings: v.array(v.object(v.omit(findingSchema, ['page']).entries)),
  evidence: v.array(evidence1),
})
const report1 = v.object({
  ...v.omit(reportSchema, [...report2Only, 'evidence']).entries,
  schema: v.literal('k8s-doctor/report/1'),
  checks: v.array(check1),
})
const report2 = v.object(reportSchema.entries)

const stored = v.object({
  ...v.partial(reportSchema, report2Only).entries,
  schema: v.picklist(['k8s-doctor/report/1', 'k8s-doctor/report/2']),
  checks: v.array(
    v.object({ ...checkSchema.entries, findings: v.array(v.partial(findingSchema, ['page'])) }),
  ),
  evidence: v.array(v.partial(evidenceSchema, ['at'])),
})

/** A report of any format there was; what the older one did not tell is absent. */
export type StoredReport = v.InferOutput<typeof stored>

/** With evidence once, where it stood with each of its checks. */
const lifted = ({ checks, ...report }: v.InferOutput<typeof report1>): StoredReport => {
  const known = new Map<string, StoredReport['evidence'][number]>()
  const idOf = (each: v.InferOutput<typeof evidence1>): string => {
    const text = JSON.stringify(each)
    const entry = known.get(text) ?? { id: `e${known.size + 1}`, ...each }
    known.set(text, entry)
    return entry.id
  }
  const named = checks.map((check) => ({ ...check, evidence: check.evidence.map(idOf) }))
  return { ...report, checks: named, evidence: [...known.values()] }
}

/** Whether a text begins as a report of ours does, of whatever format. Pure. */
export const isReport = (text: string): boolean =>
  /^\uFEFF?\s*\{\s*"schema":\s*"k8s-doctor\/report\//.test(text)

export type Parsed =
  | { readonly ok: true; readonly report: StoredReport }
  /** `newer`: of a format this k8s-doctor does not know; `broken`: cut off, changed, or no report. */
  | { readonly ok: false; readonly why: 'newer' | 'broken' }

const formatOf = (value: unknown): string => {
  const read = v.safeParse(v.object({ schema: v.string() }), value)
  return read.success ? read.output.schema : ''
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** Reads a stored report, also of the format before. Pure. */
export const parseReport = (text: string): Parsed => {
  const value = parseJson(text)
  const format = formatOf(value)
  const first = v.safeParse(report1, value)
  if (first.success) return { ok: true, report: lifted(first.output) }
  const second = v.safeParse(report2, value)
  if (second.success) return { ok: true, report: second.output }
  const number = Number(/^k8s-doctor\/report\/(\d+)$/.exec(format)?.[1] ?? 0)
  return { ok: false, why: number > 2 ? 'newer' : 'broken' }
}
