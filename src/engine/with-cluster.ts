import { keptCluster } from '../facts/kept-cluster.ts'
import { keeping } from '../model/keep.ts'
import type { Request } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import { createStore } from './store.ts'
import type { Store, StoreOptions } from './store.ts'

const same = (a: Request, b: Request): boolean => JSON.stringify(a.kept) === JSON.stringify(b.kept)

/**
 * What is asked of a machine, with what the existing cluster settles; and a memory of the machine that goes by it. What a cluster
 * settles may change from look to look: one that was deleted settles nothing.
 */
export const withCluster = async (
  options: StoreOptions,
  known?: Store,
): Promise<{ readonly request: Request; readonly store: Store }> => {
  const store = known ?? createStore(options)
  const kept = await attempt(store.get(keptCluster))
  const request = keeping(options.request, kept.ok ? kept.value : undefined)
  // Anything may depend on what is asked for.
  return same(request, options.request)
    ? { request, store }
    : { request, store: createStore({ ...options, request }) }
}
