import type { AreaWords } from '../translation.ts'

export const cluster: AreaWords<'cluster'> = {}
