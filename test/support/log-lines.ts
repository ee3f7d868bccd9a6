import type { WordedCode } from '../../src/explain/wording.ts'
import data from '../fixtures/log-lines.json' with { type: 'json' }

/** Lines that prove one code each: every wording that is known, in the words of its program. */
export const linesOf: Readonly<Record<WordedCode, readonly string[]>> = data
