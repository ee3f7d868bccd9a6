import * as v from 'valibot'
import { changing, deadlines } from '../../catalog/deadlines.ts'
import { complaintIn } from '../../facts/docker-service.ts'
import { attempt } from '../../model/unreadable.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { change, failureOf, waitUntil } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { runningContainers } from './docker.ts'
import { mannerFor } from './service-manners.ts'
import type { Manner } from './service-manners.ts'
import { engine } from './stale.ts'

const undoSchema = v.object({
  unit: v.string(),
  action: v.picklist(['start', 'restart']),
  active: v.boolean(),
  enabled: v.nullable(v.boolean()),
})

/** dockerd needs a moment where nobody waits for it. */
const readySeconds = 20

const asRoot = { deadlineMs: changing.service, as: 'root' } as const

/** The daemon's own reason, which systemctl only points to. */
const complaint = async (host: WriteHost, unit: string): Promise<string | undefined> => {
  const argv: Argv = ['journalctl', '-u', unit, '-n', '50', '-o', 'cat', '--no-pager']
  const journal = await attempt(
    host.runChanging(argv, { deadlineMs: deadlines.system, as: 'root' }).catch(() => undefined),
  )
  return journal.ok ? complaintIn(journal.value?.stdout ?? '') : undefined
}

const doAll = async (host: WriteHost, unit: string, lines: readonly Argv[]): Promise<void> => {
  for (const argv of lines) {
    const output = await host.runChanging(argv, asRoot)
    if (output.exitCode === 0) continue
    const reason = output.timedOut ? undefined : await complaint(host, unit)
    throw reason === undefined
      ? failureOf(argv, output)
      : new StepError('failed', `${argv.join(' ')} failed: ${reason}`)
  }
}

const isDocker = (unit: string): boolean => /^(docker|snap\.docker\.)/.test(unit)

const answers = async (host: WriteHost): Promise<boolean> => {
  const options = { deadlineMs: deadlines.docker, as: 'root' } as const
  const output = await attempt(host.run(['docker', 'version'], options))
  return output.ok && output.value.exitCode === 0
}

const ready = async (host: WriteHost, unit: string, { waits }: Manner): Promise<void> => {
  if (!waits && isDocker(unit)) await waitUntil(host, readySeconds, () => answers(host))
}

const spareContainers = async (host: WriteHost, unit: string): Promise<void> => {
  const running = isDocker(unit) ? await runningContainers(host) : 0
  if (running > 0)
    throw new StepError(
      'refused',
      running === 1
        ? 'a container runs now and would be stopped'
        : `${running} containers run now and would be stopped`,
    )
}

/** Starts a service now and at every boot, or restarts it. A restart has no lasting state: it is never done beforehand. */
export const service = defineInterpreter<StepOf<'service'>>({
  kind: 'service',
  reversibility: 'compensable',
  stale: engine,
  isDone: async ({ unit, action }, host) => {
    if (action !== 'start') return false
    // What is not installed yet is not done.
    const state = await mannerFor(host, unit).then(
      (manner) => manner.state(),
      () => undefined,
    )
    return state?.active === true && state.enabled !== false
  },
  prepare: async ({ unit, action }, host) => {
    const { active, enabled } = await (await mannerFor(host, unit)).state()
    return { unit, action, active, enabled: enabled ?? null }
  },
  perform: async ({ unit, action }, host) => {
    const manner = await mannerFor(host, unit)
    if (manner.before !== undefined) await host.runChanging(manner.before, asRoot)
    await doAll(host, unit, manner[action])
    await ready(host, unit, manner)
  },
  revert: async (undo, host) => {
    const { unit, action, active, enabled } = readUndo(undoSchema, undo)
    const manner = await mannerFor(host, unit)
    const now = await manner.state()
    if (now.active && (action === 'restart' || !active)) await spareContainers(host, unit)
    if (action === 'restart') {
      // So that the engine reads again what has been put back.
      if (now.active) await doAll(host, unit, manner.restart)
      await ready(host, unit, manner)
      return
    }
    if (!active && now.active) await doAll(host, unit, manner.stop)
    if (enabled === false || (enabled === null && !active))
      for (const argv of manner.disable) await change(host, argv, asRoot)
  },
})
