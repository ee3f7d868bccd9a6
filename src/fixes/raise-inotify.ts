import { inotifyNeeds } from '../catalog/inotify.ts'
import { defineFix } from '../model/fix.ts'
import type { Count } from '../model/value.ts'

/** Raises the limits that are too low, and no other, now and at every boot. */
export const raiseInotify = defineFix<{ readonly instances: Count; readonly watches: Count }>({
  id: 'raise-inotify',
  title: 'raise the inotify limits',
  risk: 'system',
  needsRoot: true,
  plan: ({ instances, watches }) => [
    {
      kind: 'sysctl',
      settings: {
        'fs.inotify.max_user_instances': Math.max(instances.value, inotifyNeeds.instances),
        'fs.inotify.max_user_watches': Math.max(watches.value, inotifyNeeds.watches),
      },
      path: '/etc/sysctl.d/99-k8s-doctor.conf',
    },
  ],
  verifies: 'host/inotify',
})
