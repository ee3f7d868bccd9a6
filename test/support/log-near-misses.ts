import type { WordedCode } from '../../src/explain/wording.ts'
import data from '../fixtures/log-near-misses.json' with { type: 'json' }

/** Lines that are near to a code, in words or in sense, and do not prove it. */
export const nearMissesOf: Readonly<Record<WordedCode, readonly string[]>> = data
