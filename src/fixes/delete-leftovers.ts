import { defineFix } from '../model/fix.ts'
import type { List } from '../model/value.ts'

/** Names of docker's objects. */
export type Leftovers = {
  readonly containers: List<'quote'>
  readonly volumes: List<'quote'>
  readonly networks: List<'quote'>
}

const names = ({ value }: List<'quote'>): readonly string[] => value.map(({ value }) => value)

/** Removes what a cluster left in docker, by name and nothing else. */
export const deleteLeftovers = defineFix<Leftovers>({
  id: 'delete-leftovers',
  title: 'remove what an earlier cluster left in Docker',
  risk: 'destructive',
  needsRoot: false,
  plan: ({ containers, volumes, networks }) => [
    {
      kind: 'delete-leftovers',
      containers: names(containers),
      volumes: names(volumes),
      networks: names(networks),
    },
  ],
  verifies: 'cluster/leftovers',
})
