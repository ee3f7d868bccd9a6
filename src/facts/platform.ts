import { defineFact } from '../model/fact.ts'
import type { Os } from '../model/host.ts'
import { cpuArch } from './cpu.ts'

/** The platform programs are built for, in Go's names. */
export interface Platform {
  readonly os: string
  readonly arch: string
}

const goOs: Readonly<Record<Os, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
  other: 'other',
}

/** What minikube and kubectl must be built for here. */
export const platform = defineFact({
  id: 'platform',
  read: async ({ host, get }): Promise<Platform> => ({
    os: goOs[host.os],
    arch: (await get(cpuArch)).arch,
  }),
})
