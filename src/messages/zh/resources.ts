import type { AreaWords } from '../translation.ts'

export const resources: AreaWords<'resources'> = {}
