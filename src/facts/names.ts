import { deadlines } from '../catalog/deadlines.ts'
import { hub, mirror, publicNameServers } from '../catalog/hosts.ts'
import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { routes } from './routes.ts'

const addressesOf = (name: string, id: string) =>
  defineFact({
    id,
    waitsFor: 'dns',
    read: ({ host }) => host.lookup(name, { deadlineMs: deadlines.dns }),
  })

/** Addresses of registry-1.docker.io as this machine resolves it. */
export const hubAddresses = addressesOf(hub, 'dns-hub')

/** Addresses of a host inside China, the counterpart. */
export const mirrorAddresses = addressesOf(mirror, 'dns-mirror')

export interface NameService {
  /** At least one of two names that surely exist has an address. */
  readonly answers: boolean
  /** A public name server takes connections by its address: the network is there. Asked only when no name resolved. */
  readonly network: boolean
}

/** Whether names resolve here and, where they do not, whether there is a network all the same. */
export const nameService = defineFact({
  id: 'dns',
  read: async ({ host, get }): Promise<NameService> => {
    const known = await attempt(get(routes))
    if (known.ok && !known.value.out) return { answers: false, network: false }
    const readings = await Promise.all([attempt(get(hubAddresses)), attempt(get(mirrorAddresses))])
    if (readings.some((reading) => reading.ok && reading.value.length > 0))
      return { answers: true, network: true }
    const connections = await Promise.all(
      publicNameServers.map((server) =>
        host.connect(server, 53, { deadlineMs: deadlines.nameServer }),
      ),
    )
    return { answers: false, network: connections.some(({ ok }) => ok) }
  },
})
