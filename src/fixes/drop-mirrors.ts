import { mannerOf } from '../catalog/docker-managers.ts'
import { defineFix, riskOfRestart } from '../model/fix.ts'
import { serviceManagers } from '../model/step.ts'
import type { Count, List, Path, Term } from '../model/value.ts'

export type MirrorPlan = {
  /** The engine's daemon.json, where it names the mirror. */
  readonly config: Path | undefined
  readonly manager: Term
  /** What stays in it, as it is written there. */
  readonly keep: List<'url'>
  /** Containers the restart would stop. */
  readonly running: Count | undefined
}

/** Takes the mirrors that do not serve out of daemon.json and restarts the engine, which reads it only then. */
export const dropMirrors = defineFix<MirrorPlan>({
  id: 'drop-mirrors',
  title: 'remove registry mirrors that do not serve',
  risk: ({ running }) => riskOfRestart(running),
  needsRoot: true,
  plan: ({ config, manager, keep }) => {
    const { unit } = mannerOf(manager.value)
    if (config === undefined || unit === undefined) return []
    const known = serviceManagers.find((name) => name === manager.value)
    const left = keep.value.map(({ value }) => value)
    return [
      {
        kind: 'merge-json',
        path: config.value,
        patch: { 'registry-mirrors': left.length === 0 ? null : left },
      },
      {
        kind: 'service',
        unit,
        action: 'restart',
        ...(known === undefined ? {} : { manager: known }),
      },
    ]
  },
  verifies: 'docker/mirrors',
})
