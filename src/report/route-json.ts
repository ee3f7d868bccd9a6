import type { Language } from '../messages/language.ts'
import { routeWords } from '../messages/route-words.ts'
import type { Leg, Route } from '../model/chosen-route.ts'
import type { Step } from '../model/step.ts'
import { redactDeep, redactRecord, redactWord } from './redact-deep.ts'
import type { Redactor } from './redact.ts'
import type { RouteReport } from './route.ts'
import type { JsonRoute } from './schema-run.ts'

interface Voice {
  readonly language: Pick<Language, 'name'>
  readonly redactor: Redactor
}

const legOf = (
  { artefact, chosen, rejected }: Leg,
  redactor: Redactor,
): JsonRoute['artefacts'][number] => {
  const word = (text: string): string => redactWord(text, redactor)
  return {
    ...redactRecord(artefact, redactor),
    id: word(artefact.id),
    kind: artefact.kind,
    because: chosen?.because ?? null,
    ...(chosen !== undefined && 'candidate' in chosen
      ? {
          source: word(chosen.candidate.source),
          address: word(chosen.candidate.address),
          ...(chosen.size === undefined ? {} : { size: chosen.size }),
          ...(chosen.bytesPerSecond === undefined ? {} : { bytesPerSecond: chosen.bytesPerSecond }),
        }
      : {}),
    rejected: rejected.map(({ candidate: { source, address }, because }) => ({
      source: word(source),
      address: word(address),
      because: because.kind,
      ...('why' in because ? { why: word(because.why) } : {}),
    })),
  }
}

/** Where each download comes from, which sources were not taken and why. Pure. */
export const routeOf = (route: Route, { language, redactor }: Voice): JsonRoute => {
  const words = routeWords[language.name]
  const word = (text: string): string => redactWord(text, redactor)
  const stepsOf = (steps: readonly Step[]): JsonRoute['before'] =>
    steps.map((step) => ({ ...redactRecord(step, redactor), kind: step.kind }))
  return {
    complete: route.missing.length + route.unproven.length === 0,
    artefacts: route.legs.map((leg) => legOf(leg, redactor)),
    missing: route.missing.map(({ id }) => word(id)),
    unproven: route.unproven.map(({ id }) => word(id)),
    flags: route.flags.map(({ flag: { name, value }, because, source }) => ({
      flag: word(value === undefined ? name : `${name}=${value}`),
      because,
      source: word(source),
      message: word(words.flags[because](words.sources[source] ?? source)),
    })),
    before: stepsOf(route.before),
    after: stepsOf(route.after),
    downloads: { start: { ...route.start }, total: { ...route.total } },
  }
}

/** The route alone, for a program: the same facts as the table, redacted. Pure. */
export const routeJson = ({ pair, route, start }: RouteReport, voice: Voice): unknown => ({
  schema: 'k8s-doctor/route/1',
  pair: redactDeep(pair, voice.redactor),
  ...routeOf(route, voice),
  start: redactDeep(start.argv, voice.redactor),
})
