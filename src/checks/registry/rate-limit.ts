import { hub } from '../../catalog/hosts.ts'
import { probeTable, rateLimits } from '../../facts/probe-table.ts'
import { routeFact } from '../../facts/route.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import { count } from '../../model/value.ts'
import type { Count } from '../../model/value.ts'
import { beforeDownloads } from '../before-downloads.ts'

const every = (hours: Count): Text =>
  hours.value === 1 ? say`every hour` : say`every ${hours} hours`

/** Does Docker Hub still hand out what is wanted from it? Source: pitfalls REG-5, registry-protocol §3. */
export const registryRateLimit = defineCheck({
  id: 'registry/rate-limit',
  title: 'Docker Hub pulls left',
  needs: { table: probeTable, route: routeFact, limits: rateLimits },
  after: beforeDownloads,
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    low: problem<{
      readonly left: Count
      readonly limit: Count
      readonly wanted: Count
      readonly hours: Count
    }>({
      severity: 'warning',
      message: ({ left, limit, wanted, hours }) =>
        say`Docker Hub hands out ${left} more ${wordFor(left.value, 'image')} of ${limit} to this network's address, ${wanted} ${wordFor(wanted.value, 'is', 'are')} wanted; the count begins again ${every(hours)}`,
      hint: () =>
        say`Everybody behind the same router shares the number. Log in (docker login), use a mirror, or load images from somebody who has them: minikube image load.`,
    }),
    'used-up': problem<{ readonly wanted: Count }>({
      severity: 'warning',
      message: ({ wanted }) =>
        say`Docker Hub refuses pulls from this network's address for now (too many pulls); ${wanted} ${wordFor(wanted.value, 'image', 'images')} of it must wait until the limit resets`,
      hint: () =>
        say`Everybody behind the same router shares the number, which begins again after some hours. Log in (docker login), use a mirror, or load images from somebody who has them: minikube image load.`,
    }),
  },
  fine: ({ limits: { [hub]: allowance } }) =>
    allowance === undefined
      ? undefined
      : say`Docker Hub ${count(allowance.remaining)}/${count(allowance.limit)}`,
  inspect: ({ table, route, limits: { [hub]: allowance } }) => {
    const refused = new Set(
      table.probes.flatMap(({ candidate, proof }) =>
        proof.state === 'unproven' && proof.why === 'rate-limited' ? [candidate.artefact] : [],
      ),
    )
    const lacking = route.legs.filter(
      ({ artefact, chosen }) => chosen === undefined && refused.has(artefact.id),
    )
    if (lacking.length > 0) return [{ code: 'used-up', args: { wanted: count(lacking.length) } }]
    const wanted = route.legs.filter(
      ({ chosen }) =>
        chosen !== undefined && 'candidate' in chosen && chosen.candidate.source === 'docker-hub',
    ).length
    if (wanted === 0) return skipped('not-needed')
    // No word about it means that nobody counts.
    if (allowance === undefined || allowance.remaining >= wanted) return []
    const { remaining, limit, seconds } = allowance
    if (remaining === 0) return [{ code: 'used-up', args: { wanted: count(wanted) } }]
    return [
      {
        code: 'low',
        args: {
          left: count(remaining),
          limit: count(limit),
          wanted: count(wanted),
          hours: count(Math.round(seconds / 3600)),
        },
      },
    ]
  },
})
