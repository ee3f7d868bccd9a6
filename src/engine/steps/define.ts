import * as v from 'valibot'
import type { Step } from '../../model/step.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { StepError } from '../../model/write-host.ts'
import type { Interpreter, Undo } from './interpreter.ts'

const whyOf: Readonly<Record<Unreadable['why'], StepError['why']>> = {
  'missing-program': 'failed',
  timeout: 'timeout',
  denied: 'no-permission',
  unparsable: 'unparsable',
  unreachable: 'failed',
  stripped: 'failed',
  exhausted: 'failed',
}

/** What cannot be read cannot be changed either. */
const honest =
  <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      const what = Array.isArray(error.what.value) ? error.what.value.join(' ') : error.what.value
      throw new StepError(whyOf[error.why], `${String(what)} cannot be read (${error.why})`, {
        cause: error,
      })
    }
  }

/** An interpreter that throws nothing but `StepError`, however it fails to read the machine. */
export const defineInterpreter = <S extends Step>(interpreter: Interpreter<S>): Interpreter<S> => ({
  ...interpreter,
  isDone: honest(interpreter.isDone),
  prepare: honest(interpreter.prepare),
  perform: honest(interpreter.perform),
  revert: honest(interpreter.revert),
  ...(interpreter.diff === undefined ? {} : { diff: honest(interpreter.diff) }),
})

/** What the journal kept, in the shape it was kept. */
export const readUndo = <T>(schema: v.GenericSchema<unknown, T>, undo: Undo): T => {
  const parsed = v.safeParse(schema, undo)
  if (parsed.success) return parsed.output
  throw new StepError('refused', 'the journal does not say how this step is taken back')
}

/** For steps there is no way back from. */
export const noWayBack = async (): Promise<never> => {
  throw new StepError('refused', 'this step cannot be taken back')
}

export type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>
