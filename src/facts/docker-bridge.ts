import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'

/** Whether docker's own bridge is seen: only then do this system and docker share one network. Linux. */
export const dockerBridge = defineFact({
  id: 'docker-bridge',
  read: async ({ host }): Promise<boolean> => {
    const bridge = await attempt(host.stat('/sys/class/net/docker0'))
    return bridge.ok && bridge.value !== undefined
  },
})
