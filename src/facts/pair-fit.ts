import { defineFact } from '../model/fact.ts'
import type { Pair } from '../model/request.ts'
import { isListed } from '../model/choice.ts'
import { attempt } from '../model/unreadable.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { cgroup } from './cgroup.ts'
import { isFatal, judgePair, nearestPair } from './compat.ts'
import type { Misfit, PairMachine } from './compat.ts'
import { dockerInfo } from './docker-info.ts'
import { effectivePair } from './pair.ts'
import { platform } from './platform.ts'

export interface PairFit {
  readonly pair: Pair
  readonly misfits: readonly Misfit[]
  /** The nearest pair that works here; undefined where the pair itself does, or none. */
  readonly nearest: Pair | undefined
  /** The course names the nearest itself. */
  readonly listed: boolean
  /** Why the CPU is not known. */
  readonly noPlatform: Unreadable | undefined
  /** Why the cgroup version is not known, where some answer would have been bad. */
  readonly noCgroup: Unreadable | undefined
}

/** What of this machine decides. The node's cgroups are the engine's; this machine's stand in while none answers. */
export const pairMachine = defineFact({
  id: 'pair-machine',
  read: async ({ request, get }): Promise<PairMachine> => {
    const { driver, runtime } = request.profile
    const [here, engine, own] = await Promise.all([
      attempt(get(platform)),
      driver === 'docker' ? attempt(get(dockerInfo)) : undefined,
      get(cgroup),
    ])
    const known: PairMachine = { driver, runtime, ...(here.ok ? { platform: here.value } : {}) }
    const engines =
      engine?.ok === true
        ? { version: engine.value.cgroupVersion, driver: engine.value.cgroupDriver }
        : undefined
    const cgroups =
      engines ?? (own === undefined ? undefined : { version: own.version, driver: '' })
    return cgroups === undefined ? known : { ...known, cgroup: cgroups }
  },
})

/** How the effective pair fits this machine. */
export const pairFit = defineFact({
  id: 'pair-fit',
  read: async ({ request, get }): Promise<PairFit> => {
    const { profile } = request
    const { driver, alternatives } = profile
    const [here, engine, machine] = await Promise.all([
      attempt(get(platform)),
      driver === 'docker' ? attempt(get(dockerInfo)) : undefined,
      get(pairMachine),
    ])
    const pair = effectivePair(request)
    const misfits = judgePair(pair, machine)
    const cgroupMatters = ['1', '2'].some((version) =>
      judgePair(pair, { ...machine, cgroup: { version, driver: '' } }).some(
        ({ kind }) => kind === 'cgroup' || kind === 'node-cgroup',
      ),
    )
    const unknown = machine.cgroup === undefined && cgroupMatters
    const near = misfits.some(isFatal) ? nearestPair(pair, machine, alternatives) : undefined
    // A cluster that exists has its Kubernetes.
    const nearest =
      request.kept === undefined || near?.kubernetes === pair.kubernetes ? near : undefined
    return {
      pair,
      misfits,
      nearest,
      listed: nearest !== undefined && isListed(profile, nearest),
      noPlatform: here.ok ? undefined : here.why,
      noCgroup: unknown && engine?.ok === false ? engine.why : undefined,
    }
  },
})
