import { StepError } from '../../model/write-host.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { tools } from './stale.ts'

/** Installing a program takes a downloader, which the interpreters' door to the machine does not have. */
export const installTool = defineInterpreter<StepOf<'install-tool'>>({
  kind: 'install-tool',
  reversibility: 'atomic',
  stale: tools,
  isDone: async () => false,
  prepare: async () => undefined,
  perform: async ({ tool, version }) => {
    throw new StepError('not-supported', `${tool} ${version} cannot be installed from here yet`)
  },
  revert: noWayBack,
})
