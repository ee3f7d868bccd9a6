import { defineFix } from '../model/fix.ts'
import type { Address, Count, List, Path } from '../model/value.ts'

/** Names the containers' name servers in daemon.json and restarts the engine; never over somebody's running containers. */
export const dockerDns = defineFix<{
  readonly file: Path
  readonly wanted: List<'address'>
  readonly running: Count
}>({
  id: 'docker-dns',
  title: 'give containers name servers they can reach',
  risk: 'system',
  needsRoot: true,
  plan: ({ file, wanted, running }) =>
    running.value === 0
      ? [
          {
            kind: 'merge-json',
            path: file.value,
            patch: { dns: wanted.value.map(({ value }: Address) => value) },
          },
          { kind: 'service', unit: 'docker.service', action: 'restart' },
        ]
      : [],
  verifies: 'network/dns',
})
