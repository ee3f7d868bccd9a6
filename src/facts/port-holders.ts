import { nodePorts } from '../catalog/networks.ts'
import { defineFact } from '../model/fact.ts'
import { listeners, processesBehind } from './listeners.ts'
import { minikubeHome } from './minikube-home.ts'

export interface PortHolder {
  readonly port: number
  /** What the cluster wants it for. */
  readonly use: string
  /** The process on it; undefined where this user may not see. */
  readonly process: string | undefined
}

/** Who listens where driver none wants to; empty while the cluster itself may be the one, because its profile exists. Linux. */
export const portHolders = defineFact({
  id: 'port-holders',
  read: async ({ host, request, get }): Promise<readonly PortHolder[]> => {
    if (host.os !== 'linux') return []
    const home = await get(minikubeHome)
    const profile = await host.stat(`${home}/profiles/${request.profile.cluster}/config.json`)
    if (profile !== undefined) return []
    const taken = await get(listeners)
    const wanted = nodePorts.flatMap((node) => {
      const listener = taken.find(({ port }) => port === node.port)
      return listener === undefined ? [] : [{ ...node, inode: listener.inode }]
    })
    if (wanted.length === 0) return []
    const names = await processesBehind(host, new Set(wanted.map(({ inode }) => inode)))
    return wanted.map(({ port, use, inode }) => ({ port, use, process: names.get(inode) }))
  },
})
