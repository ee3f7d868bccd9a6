import { expect, test } from 'vitest'
import { minikubeReleases, takesFlag } from '../../src/catalog/minikube.ts'
import { drivers, runtimes } from '../../src/model/profile.ts'
import type { Probes, Proof } from '../../src/model/route.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import type { Asker, Route } from '../../src/model/chosen-route.ts'
import { absent, asker, everything, present, silent, tableOf } from '../support/probe-tables.ts'

const flagsOf = ({ flags }: Route): readonly string[] =>
  flags.map(({ flag }) => `${flag.name}=${flag.value ?? ''}`)

/** A generator of its own, so that a failing seed can be run again. Source: Steele & Vigna's splitmix, 32-bit form. */
const random = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x9e3779b9) | 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) % below
  }
}

const randomCase = (seed: number): { readonly probes: Probes; readonly who: Asker } => {
  const next = random(seed)
  const bias = next(4)
  const proof = (): Proof | undefined => {
    const kind = next(4 + bias)
    if (kind === 0) return absent
    if (kind === 1) return silent
    if (kind === 2 && next(3) === 0) return undefined
    return next(2) === 0 ? present() : present((1 + next(5000)) * 1024)
  }
  const artefacts = everything.filter(() => next(6) > 0)
  const release = minikubeReleases[next(minikubeReleases.length)]
  const probes = tableOf(proof, {
    artefacts,
    here: artefacts.filter(() => next(6) === 0).map(({ id }) => id),
  })
  return {
    probes: {
      ...probes,
      probes: probes.probes.map((probe) =>
        next(5) === 0
          ? {
              ...probe,
              candidate: { ...probe.candidate, address: `${probe.candidate.address}@sha256:0` },
            }
          : probe,
      ),
    },
    who: {
      ...asker,
      minikube: release?.version ?? asker.minikube,
      driver: drivers[next(drivers.length)] ?? 'docker',
      runtime: runtimes[next(runtimes.length)] ?? 'docker',
    },
  }
}

test('whatever the table: proved sources only, known flags only, no digest in --base-image, the same twice', () => {
  for (let seed = 1; seed <= 1500; seed += 1) {
    const { probes, who } = randomCase(seed)
    const chosen = chooseRoute(probes, who)
    const proved = new Set(
      probes.probes.flatMap(({ candidate, proof }) =>
        proof.state === 'present' ? [candidate] : [],
      ),
    )
    const bad = [
      ...chosen.legs.flatMap((leg) =>
        leg.chosen !== undefined &&
        'candidate' in leg.chosen &&
        !(proved.has(leg.chosen.candidate) && leg.chosen.candidate.artefact === leg.artefact.id)
          ? [`${leg.artefact.id} from ${leg.chosen.candidate.address}`]
          : [],
      ),
      ...chosen.flags
        .filter(({ flag }) => !takesFlag(who.minikube, flag.name))
        .map(({ flag }) => flag.name),
      ...flagsOf(chosen).filter((flag) => /^--base-image=(?:docker\.io\/|.*@)/.test(flag)),
      ...chosen.legs.flatMap(({ artefact, chosen: taken }) => {
        const known = probes.here.includes(artefact.id)
        return taken?.because === 'here' && !known ? [`${artefact.id} is not here`] : []
      }),
      ...(chosen.flags.some(({ flag }) => flag.name === '--registry-mirror') &&
      who.runtime !== 'docker'
        ? ['--registry-mirror without docker in the node']
        : []),
    ]
    expect({ seed, bad }).toEqual({ seed, bad: [] })
    const again = chooseRoute({ ...probes, probes: probes.probes.toReversed() }, who)
    expect({ seed, flags: flagsOf(again) }).toEqual({ seed, flags: flagsOf(chosen) })
    expect({ seed, start: again.start }).toEqual({ seed, start: chosen.start })
  }
})

test('a required artefact is chosen, missing or unproven, and never two of these', () => {
  for (let seed = 5001; seed <= 5500; seed += 1) {
    const { probes, who } = randomCase(seed)
    const { legs, missing, unproven } = chooseRoute(probes, who)
    const required = legs.filter(({ artefact }) => !artefact.optional)
    const counts = required.map(
      ({ artefact, chosen }) =>
        Number(chosen !== undefined) +
        Number(missing.includes(artefact)) +
        Number(unproven.includes(artefact)),
    )
    expect({ seed, counts: counts.filter((count) => count !== 1) }).toEqual({ seed, counts: [] })
  }
})
