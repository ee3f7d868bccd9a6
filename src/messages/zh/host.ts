import type { AreaWords } from '../translation.ts'

export const host: AreaWords<'host'> = {}
