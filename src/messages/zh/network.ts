import type { AreaWords } from '../translation.ts'

export const network: AreaWords<'network'> = {}
