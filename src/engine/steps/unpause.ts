import * as v from 'valibot'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { failureOf } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker, tellDocker } from './docker.ts'
import { cluster } from './stale.ts'

const undoSchema = v.object({ container: v.string() })

const isPaused = async (host: WriteHost, container: string): Promise<boolean> =>
  (await askDocker(host, 'inspect', '--format', '{{.State.Paused}}', container))[0] === 'true'

const tell = async (host: WriteHost, verb: 'pause' | 'unpause', name: string): Promise<void> => {
  const output = await tellDocker(host, verb, name)
  if ((await isPaused(host, name)) === (verb === 'pause')) return
  throw output.exitCode === 0
    ? new StepError('failed', `docker ${verb} has changed nothing`)
    : failureOf(['docker', verb, name], output)
}

/** Lets a frozen container go on. */
export const unpause = defineInterpreter<StepOf<'unpause'>>({
  kind: 'unpause',
  reversibility: 'compensable',
  stale: ['docker-objects', 'docker-info', ...cluster],
  showsLater: true,
  isDone: async ({ container }, host) => !(await isPaused(host, container)),
  prepare: async ({ container }) => ({ container }),
  perform: ({ container }, host) => tell(host, 'unpause', container),
  revert: async (undo, host) => {
    const { container } = readUndo(undoSchema, undo)
    if (!(await isPaused(host, container))) await tell(host, 'pause', container)
  },
})
