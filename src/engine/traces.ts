import type { Choice } from '../model/choice.ts'
import type { RoundPlan, StepOutcome } from '../model/repair.ts'
import { systemPath } from '../model/system-path.ts'
import type { WriteHost } from '../model/write-host.ts'
import type { Interpreters } from './apply.ts'

/** Ids of the facts that the steps done have made stale. Pure. */
export const staleFacts = (
  steps: readonly StepOutcome[],
  interpreters: Interpreters,
): readonly string[] => [
  ...new Set(
    steps.flatMap(({ state, planned: { step } }) =>
      state === 'done' || state === 'failed' || state === 'taken-back'
        ? interpreters[step.kind].stale
        : [],
    ),
  ),
]

/** It is as it should be. Pure. */
const isDone = ({ state }: StepOutcome): boolean => state === 'done' || state === 'already'

/** What is taken otherwise from now on: the choices somebody agreed to, as far as their own steps came to something. Pure. */
export const choicesOf = (
  { fixes }: RoundPlan,
  agreed: ReadonlySet<number>,
  steps: readonly StepOutcome[],
): readonly Choice[] =>
  fixes.flatMap(({ choice }, index) => {
    const own = steps.filter(({ planned }) => planned.fixes.includes(index))
    return choice !== undefined && agreed.has(index) && own.every(isDone) ? [choice] : []
  })

/** The user's groups are others now. Pure. */
export const joinedGroup = (steps: readonly StepOutcome[]): boolean =>
  steps.some(({ state, planned }) => state === 'done' && planned.step.kind === 'group-member')

/** It was done, or begun. Pure. */
export const isTouched = ({ state }: StepOutcome): boolean =>
  state !== 'declined' && state !== 'not-reached' && state !== 'handed-over'

/** Where the steps that were done have put programs. Pure. */
export const placedBy = (steps: readonly StepOutcome[]): readonly string[] =>
  steps.flatMap((outcome) => {
    const { step } = outcome.planned
    return step.kind === 'install-tool' && isDone(outcome) ? [step.directory] : []
  })

/** Those of the folders that a person's PATH does not lead to; sudo's own PATH is not the person's. */
export const offPath = async (
  host: WriteHost,
  folders: readonly string[],
): Promise<readonly string[]> => {
  const { subject, sudo } = await host.identity()
  const own = sudo ? [`${subject.home}/.local/bin`, `${subject.home}/bin`] : []
  const on = new Set([...own, ...(host.env['PATH'] ?? '').split(':')])
  return host.os === 'win32' ? [] : folders.filter((folder) => !on.has(folder))
}

/** The machine as this run knows it: programs it has placed are found also where PATH does not lead to them. */
export const seeing = async (host: WriteHost, folders: readonly string[]): Promise<WriteHost> => {
  const more = await offPath(host, folders)
  if (more.length === 0) return host
  const reads = [...more, host.env['PATH'] ?? ''].join(':')
  const changes = [...more, systemPath(host.env['PATH'])].join(':')
  return {
    ...host,
    env: { ...host.env, PATH: reads },
    run: (argv, options) => host.run(argv, { ...options, env: { PATH: reads, ...options.env } }),
    runChanging: (argv, options) =>
      host.runChanging(argv, { ...options, env: { PATH: changes, ...options.env } }),
  }
}
