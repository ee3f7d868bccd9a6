import type { ReadHost } from './host.ts'
import type { Request } from './request.ts'
import type { Reading } from './unreadable.ts'

/** What a slow reading waits for; each has words in both languages. */
export const waitings = [
  'certificate',
  'registries',
  'dns',
  'kubernetes',
  'network',
  'proxy',
  'mirrors',
  'packages',
  'docker',
  'minikube',
  'kubectl',
  'machine',
] as const
export type Waiting = (typeof waitings)[number]

export interface FactContext {
  readonly host: ReadHost
  readonly request: Request
  /** The value of another fact; rejects with `Unreadable` where that one could not be read. */
  readonly get: <T>(fact: Fact<T>) => Promise<T>
}

/** Something that can be read, or derived, from the machine: read once per round, whoever asks. */
export interface Fact<T> {
  readonly id: string
  /** What a slow reading waits for, as the progress line says it; what the id begins with unless told, else the machine. */
  readonly waitsFor?: Waiting
  /** Read with the first facts of a run, before the checks that need it may ask: a program that can take its time to answer. */
  readonly early?: true
  /** Throws `Unreadable` when the machine would not say. Changes nothing. */
  readonly read: (context: FactContext) => Promise<T>
}

/** What a fact waits for. Pure. */
export const waitingOf = ({ id, waitsFor }: Pick<Fact<unknown>, 'id' | 'waitsFor'>): Waiting =>
  waitsFor ?? waitings.find((each) => each === id.split('-')[0]) ?? 'machine'

export interface OptionalFact<T> {
  readonly optional: Fact<T>
}

/** The check wants a `Reading` and copes without an answer itself. */
export const optional = <T>(fact: Fact<T>): OptionalFact<T> => ({ optional: fact })

export const defineFact = <T>(fact: Fact<T>): Fact<T> => fact

export type Needs = Readonly<Record<string, Fact<unknown> | OptionalFact<unknown>>>

export type Values<F extends Needs> = {
  readonly [K in keyof F]: F[K] extends OptionalFact<infer T>
    ? Reading<T>
    : F[K] extends Fact<infer T>
      ? T
      : never
}
