export type { JsonReport } from './report/schema.ts'
export { reportSchema } from './report/schema.ts'
export type { StoredReport } from './report/stored.ts'
export { parseReport } from './report/stored.ts'
