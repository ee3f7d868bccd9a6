import { startEventOf } from '../../cluster/events.ts'
import type { Output } from '../../model/host.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { ChangeOptions } from '../../model/write-host.ts'
import { failureOf } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import type { Interpreter } from './interpreter.ts'
import { cluster, disk, engine, images } from './stale.ts'

type Start = StepOf<'minikube-start'>

/** Who looks on while a cluster starts, and how it can be broken off. */
export interface StartWatch extends Pick<ChangeOptions, 'onOutput' | 'signal'> {
  readonly onEnd?: (output: Output) => void
}

/** The reason minikube gives at the end, else what any command gives. */
const failed = (argv: Argv, output: Output): StepError => {
  const errors = `${output.stdout}\n${output.stderr}`.split('\n').flatMap((line) => {
    const event = startEventOf(line)
    return event?.kind === 'error' ? [event] : []
  })
  const last = errors.findLast(({ id }) => id !== undefined) ?? errors.at(-1)
  if (output.timedOut || last === undefined) return failureOf(argv, output)
  const { id, message } = last
  return new StepError('failed', id === undefined ? message : `${id}: ${message}`)
}

/**
 * Starts the cluster with the plan's own command line and environment. minikube does not catch signals: broken off, it leaves what it
 * has made by then, and the next start goes on from there. Only the exit code tells how it ended: with --force an error it
 * speaks of is not the end (cmd/minikube/cmd/start.go, exitIfNotForced).
 */
export const watchedStart = ({ onOutput, signal, onEnd }: StartWatch): Interpreter<Start> =>
  defineInterpreter<Start>({
    kind: 'minikube-start',
    reversibility: 'irreversible',
    stale: [...new Set([...cluster, ...engine, ...images, ...disk])],
    isDone: async () => false,
    prepare: async () => undefined,
    perform: async ({ argv, env, events, deadlineMs }, host) => {
      const output = await host.runChanging(events ? [...argv, '--output=json'] : argv, {
        deadlineMs,
        env: Object.fromEntries(
          Object.entries(env).map(([name, value]) => [name, value ?? undefined]),
        ),
        ...(onOutput === undefined ? {} : { onOutput }),
        ...(signal === undefined ? {} : { signal }),
      })
      onEnd?.(output)
      if (output.exitCode === 0) return
      if (signal?.aborted === true && !output.timedOut)
        throw new StepError('failed', `${argv.join(' ')} was broken off`)
      throw failed(argv, output)
    },
    revert: noWayBack,
  })

/** The same with nobody looking on. */
export const minikubeStart = watchedStart({})
