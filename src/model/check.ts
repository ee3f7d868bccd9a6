import type { Needs, Values } from './fact.ts'
import type { Fix } from './fix.ts'
import type { Request } from './request.ts'
import type { Downloads, StartPatch } from './start.ts'
import type { ByHand } from './step.ts'
import type { Text } from './text.ts'
import type { Unreadable } from './unreadable.ts'
import type { Args, Tagged } from './value.ts'

export const areas = [
  'host',
  'resources',
  'user',
  'docker',
  'tools',
  'network',
  'registry',
  'cluster',
] as const
export type Area = (typeof areas)[number]

export type Severity = 'error' | 'warning' | 'info'

/** What a start of the cluster does about a finding: `heals` puts it right, `never` means that no start can succeed while it stands. */
export type OfStart = 'heals' | 'never'

/** What a finding says of whether the cluster is proved: nothing, or that it is too early to say. Any other stands against it. */
export type OfProof = 'beside' | 'settling'

/** What the engine and the reports want to know of a check, whatever it is called: whether there is a network, a cluster, a route. */
export type CheckRole = 'online' | 'running' | 'route'

/** What a finding says in one language. */
export interface Wording<A extends Args> {
  /** What is, and what it breaks. */
  readonly message: (args: A) => Text
  /** What to do, in words. */
  readonly hint?: (args: A) => Text
}

/** One thing that can be wrong. Its code, `<check id>/<key>`, is never reused and never renamed. */
export interface Problem<A extends Args> extends Wording<A> {
  readonly severity: Severity
  /** Checks that come `after` this one cannot be judged while it stands. */
  readonly stops?: true
  /** What would decide is not known to this tool: the verdict stays open unless the course's cluster is seen to work. */
  readonly undecided?: true
  readonly start?: OfStart
  readonly proof?: OfProof
  /** What repairs it, complete and in order, to copy; those of the fix unless given. Identical in every language. */
  readonly commands?: (args: A) => readonly ByHand[]
  /** What only shows more and changes nothing. */
  readonly looks?: (args: A) => readonly ByHand[]
  readonly fix?: Fix<A>
  /** The start can be told so that this does no harm: the finding is then covered. Undefined where these args leave no way. */
  readonly cure?: (args: A) => StartPatch | undefined
}

export type Problems = Readonly<Record<string, Problem<never>>>

export type ArgsOf<P> = P extends Problem<infer A> ? A : never

/** `Args` for a problem that needs none. */
export type NoArgs = Readonly<Record<string, never>>

/** Declares a problem with the args its finding carries. */
export const problem = <A extends Args = NoArgs>(declared: Problem<A>): Problem<NoInfer<A>> =>
  declared

/** A finding as a check returns it; `about` tells several of one code apart. */
export type Found<P extends Problems> = {
  [K in keyof P & string]: {
    readonly code: K
    readonly args: ArgsOf<P[K]>
    readonly about?: Tagged
  }
}[keyof P & string]

/** A finding whose args only its own problem can read. */
export interface AnyFound {
  readonly code: string
  readonly args: Args
  readonly about?: Tagged
}

/** This part could not be determined. */
export interface Unsure {
  readonly unsure: Unreadable
}
export const unsure = (why: Unreadable): Unsure => ({ unsure: why })

/** Why a check had nothing to look at; each has a sentence in both languages. */
export type Reason =
  | 'not-selected'
  | 'offline'
  | 'other-os'
  | 'other-driver'
  | 'no-cluster'
  | 'not-installed'
  | 'not-configured'
  | 'not-running'
  | 'no-docker'
  | 'not-needed'
  | 'not-tried'

export interface Skipped {
  readonly skipped: Reason
}
export const skipped = (reason: Reason): Skipped => ({ skipped: reason })

/** `[]` = passed. */
export type Inspection<P extends Problems> = readonly (Found<P> | Unsure)[] | Skipped

export interface Check<Id extends string, F extends Needs, P extends Problems> {
  /** `<area>/<name>`; stable. */
  readonly id: Id
  /** A noun phrase, as a row's label. */
  readonly title: string
  readonly needs: F
  /** Checks whose stopping findings make this one pointless. */
  readonly after?: readonly AnyCheck[]
  /** A reason not to look at all, from the request alone. */
  readonly skip?: (request: Request) => Reason | undefined
  readonly problems: P
  readonly role?: CheckRole
  /** A start has come to its end only where it passes. */
  readonly proves?: true
  /** It passes, without a warning, only where the course's cluster works. */
  readonly vouches?: true
  /** Pure. */
  readonly inspect: (facts: Values<F>, request: Request) => Inspection<P>
  /** What is good, for the area's line: names, numbers, versions only, so that it needs no translation. Pure. */
  readonly fine?: (facts: Values<F>, request: Request) => Text | undefined
  /** What a start has to fetch, where this check knows it. Pure. */
  readonly downloads?: (facts: Values<F>, request: Request) => Downloads | undefined
}

/** A check as the engine sees it: the types of its facts and args are its own affair. */
export interface AnyCheck {
  readonly id: string
  readonly title: string
  readonly needs: Needs
  readonly after?: readonly AnyCheck[]
  readonly skip?: (request: Request) => Reason | undefined
  readonly problems: Problems
  readonly role?: CheckRole
  readonly proves?: true
  readonly vouches?: true
  readonly inspect: (facts: never, request: Request) => readonly (AnyFound | Unsure)[] | Skipped
  readonly fine?: (facts: never, request: Request) => Text | undefined
  readonly downloads?: (facts: never, request: Request) => Downloads | undefined
}

/** Ties needs, problems and inspect together; the compiler refuses an undeclared code, wrong args, a fact not asked for. */
export const defineCheck = <
  const Id extends `${Area}/${string}`,
  const F extends Needs,
  const P extends Problems,
>(
  check: Check<Id, F, P>,
): Check<Id, F, P> => check

/** The part before the slash. */
export const areaOf = (id: string): Area => {
  const area = areas.find((name) => id.startsWith(`${name}/`))
  if (area === undefined) throw new TypeError(`no area in check id ${id}`)
  return area
}

/** These and all they wait for. */
export const withPrerequisites = (checks: readonly AnyCheck[]): ReadonlySet<AnyCheck> => {
  const all = new Set(checks)
  for (const check of all) for (const earlier of check.after ?? []) all.add(earlier)
  return all
}
