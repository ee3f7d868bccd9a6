import { defineFix } from '../model/fix.ts'
import { serviceManagers } from '../model/step.ts'
import type { List, Path, Term } from '../model/value.ts'

export type UnknownKeys = {
  /** The engine's daemon.json. */
  readonly path: Path
  /** Settings in it that the engine does not know. */
  readonly keys: List<'quote'>
  readonly manager: Term
}

/** Takes settings out of daemon.json that keep the engine from starting, leaves the others, and starts it. */
export const dropDaemonKeys = defineFix<UnknownKeys>({
  id: 'drop-daemon-keys',
  title: 'take settings out of daemon.json that the engine does not know',
  risk: 'system',
  needsRoot: true,
  plan: ({ path, keys, manager }) => {
    const known = serviceManagers.find((name) => name === manager.value)
    if (known === undefined) return []
    return [
      {
        kind: 'merge-json',
        path: path.value,
        patch: Object.fromEntries(keys.value.map(({ value }) => [value, null])),
      },
      { kind: 'service', unit: 'docker.service', action: 'start', manager: known },
    ]
  },
  verifies: 'docker/daemon',
})
