import { defineFix } from '../model/fix.ts'
import type { Step } from '../model/step.ts'
import type { List } from '../model/value.ts'

/** Names of docker's objects. */
export type Leftovers = {
  readonly containers: List<'quote'>
  readonly volumes: List<'quote'>
  readonly networks: List<'quote'>
}

const names = ({ value }: List<'quote'>): readonly string[] => value.map(({ value }) => value)

const common = {
  risk: 'destructive',
  needsRoot: false,
  plan: ({ containers, volumes, networks }: Leftovers): readonly Step[] => [
    {
      kind: 'delete-leftovers',
      containers: names(containers),
      volumes: names(volumes),
      networks: names(networks),
    },
  ],
  verifies: 'cluster/leftovers',
} as const

/** Removes what a cluster left in docker, by name and nothing else. */
export const deleteLeftovers = defineFix<Leftovers>({
  ...common,
  id: 'delete-leftovers',
  title: 'remove what an earlier cluster left in Docker',
})

/** The same of one that runs, and that a start would delete without asking: here somebody is asked. */
export const deleteStranger = defineFix<Leftovers>({
  ...common,
  id: 'delete-stranger',
  title: 'delete the running cluster that no profile of this user knows',
})
