import type { Dismissed, Evidence } from './explanation.ts'
import type { BadAdvice, Noise } from './noise.ts'

/** Names kept of one kind. */
export const mostNamed = 20

/** Notes what is in a log and caused nothing. */
export const createNoted = () => {
  const drivers = new Set<string>()
  const advice = new Map<BadAdvice, Evidence>()
  let updateCheck = false
  let dockerContext = false
  return {
    take: (noise: Noise): void => {
      if (noise.kind === 'driver' && drivers.size < mostNamed) drivers.add(noise.name)
      if (noise.kind === 'update-check') updateCheck = true
      if (noise.kind === 'docker-context') dockerContext = true
    },
    /** Advice that is better not followed. */
    warn: (bad: BadAdvice, line: Evidence): void => {
      advice.set(bad, advice.get(bad) ?? line)
    },
    all: (): Pick<Dismissed, 'drivers' | 'updateCheck' | 'dockerContext' | 'advice'> => ({
      drivers: [...drivers],
      updateCheck,
      dockerContext,
      advice: [...advice].map(([bad, line]) => ({ bad, line })),
    }),
  }
}
