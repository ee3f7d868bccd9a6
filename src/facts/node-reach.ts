import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerInfo } from './docker-info.ts'
import { engineHere } from './engine-here.ts'
import { wsl } from './wsl.ts'

/** By the node's own address, or only through a tunnel. */
export type NodeReach = 'node' | 'forward'

/**
 * How somebody at this machine gets to a port of the node. The address of a container leads there where dockerd runs on this very
 * Linux with root's rights; that of a virtual machine always does. Source: pkg/minikube/driver/driver.go NeedsPortForward.
 */
export const nodeReach = defineFact({
  id: 'node-reach',
  read: async ({ host, request, get }): Promise<NodeReach> => {
    const { driver } = request.profile
    if (driver !== 'docker' && driver !== 'podman') return 'node'
    if (host.os !== 'linux' || (await get(wsl)) !== undefined) return 'forward'
    if (driver === 'podman') return 'node'
    const [here, info] = await Promise.all([attempt(get(engineHere)), attempt(get(dockerInfo))])
    const rootless = info.ok && info.value.security.includes('rootless')
    return here.ok && here.value && !rootless ? 'node' : 'forward'
  },
})
