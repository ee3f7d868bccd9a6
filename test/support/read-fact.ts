import { createStore } from '../../src/engine/store.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { Fact } from '../../src/model/fact.ts'
import { requestFor } from './diagnose.ts'
import { readMachine } from './machine-file.ts'
import type { MachineCase } from './machine-file.ts'

const { machine: ready } = readMachine('ubuntu-22.04')

/** One fact of a machine that has nothing but what is given, and the hardware of the machine that is ready. */
export const readFact = <T>(
  fact: Fact<T>,
  {
    inventory = {},
    ...given
  }: Omit<Partial<Machine>, 'inventory'> & {
    readonly inventory?: Partial<Machine['inventory']>
  },
  request: MachineCase['request'] = {},
): Promise<T> => {
  const bare: Machine = {
    ...ready,
    env: {},
    files: {},
    fileSystems: {},
    runs: {},
    ...given,
    inventory: { ...ready.inventory, ...inventory },
  }
  const store = createStore({
    host: createReplayHost(bare),
    request: requestFor(request),
    signal: new AbortController().signal,
  })
  return store.get(fact)
}
