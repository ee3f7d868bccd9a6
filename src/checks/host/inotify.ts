import { inotifyNeeds } from '../../catalog/inotify.ts'
import { inotifyLimits } from '../../facts/inotify.ts'
import { raiseInotify } from '../../fixes/raise-inotify.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { count } from '../../model/value.ts'
import type { Count } from '../../model/value.ts'

type Low = {
  readonly nodes: Count
  readonly instances: Count
  readonly watches: Count
  readonly needed: Count
  readonly neededWatches: Count
}

/** One node lives with the kernel's defaults; several on one kernel run out of watches. Source: pitfalls RES-4. */
export const hostInotify = defineCheck({
  id: 'host/inotify',
  title: 'File watching limits',
  needs: { limits: inotifyLimits },
  skip: ({ profile }) => (profile.nodes > 1 ? undefined : 'not-configured'),
  problems: {
    low: problem<Low>({
      severity: 'warning',
      message: ({ nodes, instances, watches }) =>
        say`The kernel allows ${instances} inotify instances and ${watches} watches per user; with ${nodes} nodes kube-proxy and others stop with "too many open files"`,
      hint: ({ needed, neededWatches }) =>
        say`Raise them to at least ${needed} instances and ${neededWatches} watches.`,
      fix: raiseInotify,
    }),
  },
  inspect: ({ limits }, { profile: { nodes } }) => {
    if (limits === undefined) return skipped('other-os')
    const { instances, watches } = limits
    if (instances >= inotifyNeeds.instances && watches >= inotifyNeeds.watches) return []
    const args = {
      nodes: count(nodes),
      instances: count(instances),
      watches: count(watches),
      needed: count(inotifyNeeds.instances),
      neededWatches: count(inotifyNeeds.watches),
    }
    return [{ code: 'low', args }]
  },
})
