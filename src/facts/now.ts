import { defineFact } from '../model/fact.ts'

/** Milliseconds since 1970, as this machine's clock has it. */
export const now = defineFact({ id: 'now', read: async ({ host }) => host.now() })
