import type { Language } from '../messages/language.ts'
import { routeWords } from '../messages/route-words.ts'
import type { Leg } from '../route/route.ts'
import { redactDeep } from './repair-json.ts'
import type { Redactor } from './redact.ts'
import type { RouteReport } from './route.ts'

const legOf = ({ artefact, chosen, rejected }: Leg): unknown => ({
  ...artefact,
  because: chosen?.because ?? null,
  ...(chosen !== undefined && 'candidate' in chosen
    ? {
        source: chosen.candidate.source,
        address: chosen.candidate.address,
        size: chosen.size,
        bytesPerSecond: chosen.bytesPerSecond,
      }
    : {}),
  rejected: rejected.map(({ candidate: { source, address }, because }) => ({
    source,
    address,
    because: because.kind,
    ...('why' in because ? { why: because.why } : {}),
  })),
})

/** The route for a program: the same facts as the table, redacted. Pure. */
export const routeJson = (
  { pair, route, start }: RouteReport,
  { language, redactor }: { readonly language: Language; readonly redactor: Redactor },
): unknown => {
  const words = routeWords[language.name]
  return redactDeep(
    {
      schema: 'k8s-doctor/route/1',
      pair,
      complete: route.missing.length + route.unproven.length === 0,
      artefacts: route.legs.map(legOf),
      missing: route.missing.map(({ id }) => id),
      unproven: route.unproven.map(({ id }) => id),
      flags: route.flags.map(({ flag: { name, value }, because, source }) => ({
        flag: value === undefined ? name : `${name}=${value}`,
        because,
        source,
        message: words.flags[because](words.sources[source] ?? source),
      })),
      before: route.before,
      after: route.after,
      downloads: { start: route.start, total: route.total },
      start: start.argv,
    },
    redactor,
  )
}
