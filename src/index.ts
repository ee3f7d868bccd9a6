export type { JsonReport } from './report/schema.ts'
export { reportSchema } from './report/schema.ts'
