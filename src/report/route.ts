import { byHand } from '../engine/by-hand.ts'
import { routeWords } from '../messages/route-words.ts'
import type { RouteWords } from '../messages/route-words.ts'
import type { Bilingual } from '../model/profile.ts'
import type { Pair } from '../model/request.ts'
import type { StartPlan } from '../model/start.ts'
import type { Step } from '../model/step.ts'
import { hostOf, namedUrl } from '../route/hosts.ts'
import type { Leg, Rejected, Route } from '../model/chosen-route.ts'
import { commandLines, courseTitle } from './common.ts'
import { formatBytes, formatCommand, formatLeaf } from './format.ts'
import { hang, pad, width, wrap } from './layout.ts'
import { signs } from './look.ts'
import type { Look } from './look.ts'

/** A route and whom it is for: all that its output is made from. */
export interface RouteReport {
  readonly title: Bilingual
  readonly pair: Pair
  readonly route: Route
  readonly start: StartPlan
}

interface Voice extends Look {
  readonly words: RouteWords
}

/** Short, and known by it: `kicbase:v0.0.30`, `kubeadm v1.23.3`. */
const nameOf = ({ artefact: { id, kind, name } }: Leg, words: RouteWords): string => {
  const [, first = '', version = ''] = id.split(':')
  if (kind === 'packages') return name
  if (kind === 'preload') return words.preload
  if (kind === 'node-binary') return `${first} ${version} ${words.inNode}`
  return kind === 'minikube' || kind === 'kubectl'
    ? `${first} ${version}`
    : id.slice(id.indexOf(':') + 1)
}

const sourceOf = (source: string, { words, redactor }: Voice): string => {
  const named = namedUrl(source)
  return named === undefined
    ? (words.sources[source] ?? source)
    : String(redactor.leaf({ tag: 'url', value: named }).value)
}

const isFetched = (
  chosen: Leg['chosen'],
): chosen is Extract<Leg['chosen'], { readonly candidate: unknown }> =>
  chosen !== undefined && 'candidate' in chosen

const cellsOf = (leg: Leg, route: Route, voice: Voice): readonly string[] => {
  const { words } = voice
  const { artefact, chosen } = leg
  if (isFetched(chosen))
    return [
      sourceOf(chosen.candidate.source, voice),
      chosen.size === undefined ? '' : formatBytes(chosen.size),
      words.because[chosen.because],
    ]
  if (chosen !== undefined) return [words.because[chosen.because], '', '']
  if (artefact.kind === 'preload') return [words.unused, '', '']
  const what = route.missing.includes(artefact) ? words.missing : words.unproven
  return [what, '', oneReason(leg, voice) ?? '']
}

const signOf = ({ artefact, chosen }: Leg, { paint }: Voice): string => {
  if (chosen !== undefined) return paint('green', signs.fine)
  if (artefact.kind === 'preload') return paint('dim', signs.waiting)
  return artefact.optional ? paint('yellow', signs.warning) : paint('red', signs.error)
}

const whyNot = ({ because }: Rejected, { words }: Voice): string => {
  if (because.kind === 'not-needed') return words.notNeeded
  const known: Readonly<Record<string, string>> = words.whys
  return known[because.why] ?? because.why
}

/** Why nobody has it, where all say the same. */
const oneReason = ({ chosen, rejected }: Leg, voice: Voice): string | undefined => {
  const reasons = new Set(rejected.map((each) => whyNot(each, voice)))
  return chosen === undefined && reasons.size === 1 ? [...reasons][0] : undefined
}

const isTelling = (leg: Leg, voice: Voice): boolean =>
  voice.verbose ||
  (leg.chosen === undefined &&
    leg.artefact.kind !== 'preload' &&
    oneReason(leg, voice) === undefined)

/** Where it comes from and who was passed over; always for what is lacking. */
const detailLines = (leg: Leg, voice: Voice): readonly string[] => {
  const { paint, redactor, columns } = voice
  const shown = (address: string): string =>
    String(redactor.leaf({ tag: 'url', value: address }).value)
  const where = (address: string): string => shown(voice.verbose ? address : hostOf(address))
  const taken = isFetched(leg.chosen) ? [shown(leg.chosen.candidate.address)] : []
  const passed = isTelling(leg, voice)
    ? leg.rejected.map(
        (rejected) =>
          `${where(rejected.candidate.address)}${voice.language.marks.colon}${whyNot(rejected, voice)}`,
      )
    : []
  return [...(voice.verbose ? taken : []), ...passed].flatMap((text) =>
    hang('      ', text, columns).map((line) => paint('dim', line)),
  )
}

const tableLines = (route: Route, voice: Voice): readonly string[] => {
  const rows = route.legs.map((leg) => [nameOf(leg, voice.words), ...cellsOf(leg, route, voice)])
  const widest = (column: number): number =>
    Math.max(0, ...rows.map((cells) => width(cells[column] ?? '')))
  const [names, sources, sizes, reasons] = [0, 1, 2, 3].map(widest)
  const wide = 4 + (names ?? 0) + 2 + (sources ?? 0) + 2 + (sizes ?? 0) + 2 + (reasons ?? 0)
  return route.legs.flatMap((leg, index) => {
    const [name = '', source = '', size = '', reason = ''] = rows[index] ?? []
    const details = detailLines(leg, voice)
    const sign = `  ${signOf(leg, voice)} `
    const rest = [source, size, reason]
      .filter((cell) => cell !== '')
      .join(voice.language.marks.comma)
    if (wide > voice.columns)
      return [
        ...hang(sign, name, voice.columns),
        ...hang('      ', rest, voice.columns),
        ...details,
      ]
    const cells = [
      pad(name, names ?? 0),
      pad(source, sources ?? 0),
      ' '.repeat(Math.max(0, (sizes ?? 0) - width(size))) + size,
      reason,
    ]
    return [`${sign}${cells.join('  ')}`.trimEnd(), ...details]
  })
}

const totalLines = (
  { start, total, missing, unproven }: Route,
  { words, language }: Voice,
): readonly string[] => {
  if (total.count === 0) return missing.length + unproven.length === 0 ? [words.nothing] : []
  const time =
    start.ms === undefined ? undefined : formatLeaf({ tag: 'ms', value: start.ms }, language.name)
  const all =
    total.count === start.count ? [] : [words.inAll(total.count, formatBytes(total.bytes))]
  return [[words.fetches(start.count, formatBytes(start.bytes), time), ...all].join('; ')]
}

const stepLines = (step: Step, voice: Voice): readonly string[] => {
  const { words, redactor } = voice
  if (step.kind === 'seed-cache') {
    const text = redactor.text(words.place(step.url, step.sha256, step.path))
    return [text]
  }
  return commandLines({ commands: byHand(step) }, voice)
}

const stepsUnder = (
  title: string,
  steps: readonly Step[],
  voice: Voice,
): readonly (readonly string[])[] =>
  steps.length === 0
    ? []
    : [
        [
          `${title}${voice.language.marks.intro}`,
          ...steps
            .flatMap((step) => stepLines(step, voice))
            .map((line) => `  ${voice.paint('cyan', signs.command)} ${line}`),
        ],
      ]

const startLines = ({ route, start }: RouteReport, voice: Voice): readonly string[] => {
  const { words, redactor, paint, columns } = voice
  const argv = redactor.leaf({ tag: 'command', value: start.argv })
  const line = argv.tag === 'command' ? formatCommand(argv.value) : ''
  const reasons = route.flags.flatMap(({ flag: { name, value }, because, source }) => {
    const text = value === undefined ? name : `${name}=${value}`
    const shown = String(redactor.leaf({ tag: 'url', value: text }).value)
    const why = words.flags[because](sourceOf(source, voice))
    return [
      ...hang('    ', shown, columns),
      ...hang('        ', why, columns).map((each) => paint('dim', each)),
    ]
  })
  return [
    ...wrap(`${words.start}${voice.language.marks.intro}`, columns),
    `  ${paint('bold', line)}`,
    ...(reasons.length === 0 ? wrap(words.noFlags, columns) : reasons),
  ]
}

/** The route for a person: every artefact with its source, the totals, the flags with their reasons, the steps. Pure. */
export const routeText = (report: RouteReport, look: Look): string => {
  const { route, pair } = report
  const words = routeWords[look.language.name]
  const voice: Voice = { ...look, words }
  const incomplete = route.missing.length + route.unproven.length > 0
  const heading = words.heading(
    courseTitle(report.title, look.language.name),
    `minikube ${pair.minikube}, Kubernetes ${pair.kubernetes}`,
  )
  const sections = [
    wrap(heading, look.columns).map((line) => look.paint('bold', line)),
    tableLines(route, voice),
    totalLines(route, voice).flatMap((line) => wrap(line, look.columns)),
    ...stepsUnder(words.before, route.before, voice),
    startLines(report, voice),
    ...stepsUnder(words.after, route.after, voice),
    incomplete
      ? wrap(words.incomplete, look.columns).map((line) => look.paint('yellow', line))
      : [],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
