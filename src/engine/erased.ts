import type { Choice } from '../model/choice.ts'
import type { AnyCheck, AnyFound, Problem, Skipped, Unsure } from '../model/check.ts'
import type { Fact, OptionalFact } from '../model/fact.ts'
import type { Fix, Risk } from '../model/fix.ts'
import type { Request } from '../model/request.ts'
import type { ByHand, Step } from '../model/step.ts'
import type { Downloads, StartPatch } from '../model/start.ts'
import type { Text } from '../model/text.ts'
import type { Args } from '../model/value.ts'
import type { WriteHost } from '../model/write-host.ts'
import type { AnyInterpreter, Undo } from './steps/interpreter.ts'

// `defineCheck` has tied each problem to its args and each inspect to its facts; the lists have forgotten both. Only here
// do they meet again, so only here are they cast.

/** Hands a check the facts it declared. */
export const inspect = (
  check: AnyCheck,
  facts: Readonly<Record<string, unknown>>,
  request: Request,
): readonly (AnyFound | Unsure)[] | Skipped => check.inspect(facts as never, request)

export const fineOf = (
  check: AnyCheck,
  facts: Readonly<Record<string, unknown>>,
  request: Request,
): Text | undefined => check.fine?.(facts as never, request)

export const downloadsOf = (
  check: AnyCheck,
  facts: Readonly<Record<string, unknown>>,
  request: Request,
): Downloads | undefined => check.downloads?.(facts as never, request)

export const problemOf = (check: AnyCheck, key: string): Problem<never> => {
  const declared = check.problems[key]
  if (declared === undefined)
    throw new TypeError(`${check.id} found ${key}, which it does not declare`)
  return declared
}

/** What a problem's own functions make of a finding's args. */
export const commandsOf = (declared: Problem<never>, args: Args): readonly ByHand[] | undefined =>
  declared.commands?.(args as never)

export const looksOf = (declared: Problem<never>, args: Args): readonly ByHand[] =>
  declared.looks?.(args as never) ?? []

export const cureOf = (declared: Problem<never>, args: Args): StartPatch | undefined =>
  declared.cure?.(args as never)

export const stepsOf = (declared: Problem<never>, args: Args): readonly Step[] =>
  declared.fix?.plan(args as never) ?? []

export const choiceOf = (declared: Problem<never>, args: Args): Choice | undefined =>
  declared.fix?.choose?.(args as never)

export const riskOf = ({ risk }: Fix, args: Args): Risk =>
  typeof risk === 'function' ? risk(args as never) : risk

export const needsRootOf = ({ needsRoot }: Fix, args: Args): boolean =>
  typeof needsRoot === 'function' ? needsRoot(args as never) : needsRoot

export const isOptional = (
  need: Fact<unknown> | OptionalFact<unknown>,
): need is OptionalFact<unknown> => 'optional' in need

/** A step's interpreter is found by the step's own kind, here and in a journal. */
export interface BoundStep {
  readonly isDone: (host: WriteHost) => Promise<boolean>
  readonly prepare: (host: WriteHost) => Promise<Undo | undefined>
  readonly perform: (host: WriteHost, request: Request) => Promise<void>
  readonly diff: (host: WriteHost) => Promise<string | undefined>
}

export const bind = (interpreter: AnyInterpreter, step: { readonly kind: string }): BoundStep => {
  if (interpreter.kind !== step.kind) throw new TypeError(`${interpreter.kind} is not ${step.kind}`)
  return {
    isDone: (host) => interpreter.isDone(step as never, host),
    prepare: (host) => interpreter.prepare(step as never, host),
    perform: (host, request) => interpreter.perform(step as never, host, request),
    diff: async (host) => interpreter.diff?.(step as never, host),
  }
}

/** What a step from the journal is called; throws where it lacks something its words need. */
export const titleIn = (titleOf: (step: Step) => Text, step: { readonly kind: string }): Text =>
  titleOf(step as never)
