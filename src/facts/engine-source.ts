import type { DebSource } from '../catalog/docker-repository.ts'
import { defineFact } from '../model/fact.ts'
import { createClient } from '../registry/client.ts'
import { enginePackages } from './package-sources.ts'
import { bounds } from './probe-table.ts'

/**
 * Docker's own repository, at an address that answers, where none of the system's own sources does; undefined where one does, or nobody. All
 * are asked at once.
 */
export const engineSource = defineFact({
  id: 'engine-source',
  waitsFor: 'packages',
  read: async ({ host, request, get }): Promise<DebSource | undefined> => {
    const engine = request.offline ? undefined : await get(enginePackages)
    if (engine === undefined || engine.instead.length === 0) return undefined
    const { file } = createClient(host, bounds)
    const isThere = async (address: string): Promise<boolean> =>
      (await file(address)).state === 'present'
    const [own, others] = await Promise.all([
      Promise.all(engine.metadata.map(isThere)),
      Promise.all(engine.instead.map(({ metadata }) => isThere(metadata))),
    ])
    return own.includes(true) ? undefined : engine.instead.find((_, index) => others[index])
  },
})
