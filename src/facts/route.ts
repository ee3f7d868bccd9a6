import { defineFact } from '../model/fact.ts'
import type { Probes } from '../model/route.ts'
import { attempt } from '../model/unreadable.ts'
import { chooseRoute } from '../route/choose.ts'
import type { Route } from '../model/chosen-route.ts'
import { goArch } from './cpu.ts'
import { dockerInfo } from './docker-info.ts'
import { minikubeHome } from './minikube-home.ts'
import { effectivePair } from './pair.ts'
import { platform } from './platform.ts'
import { startRequest } from './start-request.ts'
import { probeTable } from './probe-table.ts'

/** The table without what a start has shown to be of no use; what the engine holds already is asked of nobody. Pure. */
export const withoutSources = (table: Probes, without: readonly string[]): Probes => ({
  ...table,
  probes: table.probes.filter(
    ({ candidate, proof }) =>
      !without.includes(candidate.source) || (proof.state === 'present' && proof.ms === 0),
  ),
})

/** Where everything the start and the lessons need comes from: chosen from what the sources said. */
export const routeFact = defineFact({
  id: 'route',
  waitsFor: 'registries',
  read: async ({ request, get }): Promise<Route> => {
    const { driver, runtime, cluster } = request.profile
    const [own, table, home, here, engine] = await Promise.all([
      get(startRequest),
      get(probeTable),
      get(minikubeHome),
      get(platform),
      driver === 'docker' ? attempt(get(dockerInfo)) : undefined,
    ])
    // The node runs on the engine's CPU, which need not be this one's.
    const arch = engine?.ok === true ? goArch(engine.value.architecture) : here.arch
    const asked = withoutSources(table, request.overrides.without ?? [])
    return chooseRoute(asked, { ...effectivePair(own), driver, runtime, arch, home, cluster })
  },
})
