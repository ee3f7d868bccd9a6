import { defineFact } from '../model/fact.ts'

/** Who runs this, and whom it works for. */
export const identity = defineFact({ id: 'identity', read: ({ host }) => host.identity() })

/** The hardware of the whole machine, limits not counted. */
export const inventory = defineFact({ id: 'inventory', read: ({ host }) => host.inventory() })

/** Which family of systems this is. */
export const os = defineFact({ id: 'os', read: async ({ host }) => host.os })
