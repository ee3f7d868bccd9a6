import { defineFact } from '../model/fact.ts'
import { dockerService } from './docker-service.ts'
import type { DockerService } from './docker-service.ts'
import { dockerVersion } from './docker-version.ts'

/** The service behind an engine that is not running; undefined while it answers, or fails in another way. */
export const dockerDown = defineFact({
  id: 'docker-down',
  read: async ({ get }): Promise<DockerService | undefined> => {
    const { failure } = await get(dockerVersion)
    return failure === 'not-running' ? get(dockerService) : undefined
  },
})
