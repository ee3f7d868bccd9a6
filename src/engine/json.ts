import * as v from 'valibot'
import type { Json } from '../model/step.ts'

/** Any JSON, as a schema. */
export const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([
    v.null(),
    v.boolean(),
    v.number(),
    v.string(),
    v.array(json),
    v.record(v.string(), json),
  ]),
)
