import type { AreaWords } from '../translation.ts'

export const tools: AreaWords<'tools'> = {}
