import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Lets WSL start systemd; a `[boot]` section that is already there is the user's own and stays untouched. */
export const enableWslSystemd = defineFix<{ readonly section: Term }>({
  id: 'enable-wsl-systemd',
  title: 'let WSL start systemd (after wsl --shutdown)',
  risk: 'system',
  needsRoot: true,
  plan: ({ section }) =>
    section.value === 'absent'
      ? [
          {
            kind: 'text-block',
            path: '/etc/wsl.conf',
            marker: 'k8s-doctor',
            lines: ['[boot]', 'systemd=true'],
          },
        ]
      : [],
  verifies: 'host/os',
})
