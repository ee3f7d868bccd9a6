import { proofDeadline } from '../catalog/deadlines.ts'
import { prove } from './proof.ts'
import type { Verdict } from './proof.ts'
import { during } from './run-events.ts'
import type { Session } from './session.ts'
import { cluster } from './steps/stale.ts'

/** Looks until nothing of the cluster is on its way any more, then at the whole machine. */
export const proveCluster = async (session: Session): Promise<Verdict> => {
  const { onEvent, signal } = session
  const only = session
    .report()
    .checks.filter(({ proves }) => proves === true)
    .map(({ id }) => id)
  const { verdict } = await during(onEvent, { name: 'proof' }, () =>
    prove(() => session.look({ stale: cluster, quiet: true, only }), {
      deadlineMs: proofDeadline,
      host: session.host(),
      signal,
      listen: ({ because }, report) => void onEvent({ kind: 'waiting', because, report }),
    }),
  )
  // The glances have shown the cluster alone.
  await session.look({ quiet: true })
  return verdict
}
