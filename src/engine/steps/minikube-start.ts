import { StepError } from '../../model/write-host.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { cluster, disk, engine } from './stale.ts'

/** The start has its own command line and its own course; here it is handed over. */
export const minikubeStart = defineInterpreter<StepOf<'minikube-start'>>({
  kind: 'minikube-start',
  reversibility: 'irreversible',
  stale: [...cluster, ...engine, ...disk],
  isDone: async () => false,
  prepare: async () => undefined,
  perform: async () => {
    throw new StepError(
      'not-supported',
      'the cluster is not started from here: run the start command of the report',
    )
  },
  revert: noWayBack,
})
