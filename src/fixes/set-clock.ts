import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Switches time synchronization on, where systemd keeps the clock. */
export const setClock = defineFix<{ readonly system: Term }>({
  id: 'set-clock',
  title: 'set the clock',
  risk: 'system',
  needsRoot: true,
  plan: ({ system }) => (system.value === 'linux' ? [{ kind: 'set-clock' }] : []),
  verifies: 'host/clock',
})
