import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { container } from './container.ts'
import { dockerInfo } from './docker-info.ts'
import { inventory } from './machine.ts'

/**
 * Whether dockerd runs on this very system, on its files and below its limits: not in Docker Desktop's machine, not behind an
 * address, and, seen from a container, not outside behind a mounted socket. Throws `Unreadable` when no engine answers.
 */
export const engineHere = defineFact({
  id: 'engine-here',
  read: async ({ host, get }): Promise<boolean> => {
    const [engine, { kernelRelease }, inside] = await Promise.all([
      get(dockerInfo),
      get(inventory),
      get(container),
    ])
    if (host.os !== 'linux' || engine.kernel !== kernelRelease) return false
    if (engine.operatingSystem === 'Docker Desktop') return false
    if (/^(tcp|ssh|https?):/.test(host.env['DOCKER_HOST'] ?? '')) return false
    if (inside === 'none') return true
    const pid = (await host.readText('/var/run/docker.pid'))?.trim() ?? ''
    return (await host.readText(`/proc/${pid}/comm`))?.trim() === 'dockerd'
  },
})

/** Whether docker gets an answer from an engine, wherever that is. */
export const engineAnswers = defineFact({
  id: 'engine-answers',
  read: async ({ get }): Promise<boolean> => (await attempt(get(dockerInfo))).ok,
})
