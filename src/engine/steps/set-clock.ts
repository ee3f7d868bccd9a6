import { changing, deadlines } from '../../catalog/deadlines.ts'
import { attempt } from '../../model/unreadable.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { change, waitUntil } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'

/** The first answer of a time server takes a few seconds; without one the check that follows says so. */
const syncSeconds = 20

/** systemd's words. Source: timedatectl(1), org.freedesktop.timedate1(5). */
const clock = async (
  host: WriteHost,
): Promise<{ readonly on: boolean; readonly synchronized: boolean; readonly can: boolean }> => {
  const argv = ['timedatectl', 'show', '--property=NTP,NTPSynchronized,CanNTP'] as const
  const output = await attempt(host.run(argv, { deadlineMs: deadlines.system }))
  const text = output.ok ? output.value.stdout : ''
  const says = (name: string): boolean => new RegExp(`^${name}=yes$`, 'm').test(text)
  return { on: says('NTP'), synchronized: says('NTPSynchronized'), can: says('CanNTP') }
}

/** Switches time synchronization on and gives it a moment. */
export const setClock = defineInterpreter<StepOf<'set-clock'>>({
  kind: 'set-clock',
  reversibility: 'irreversible',
  stale: ['now', 'outside', 'reachability'],
  isDone: async (_, host) => {
    const { on, synchronized } = await clock(host)
    return on && synchronized
  },
  prepare: async () => undefined,
  perform: async (_, host) => {
    if (!(await clock(host)).can)
      throw new StepError(
        'not-supported',
        'systemd has no time service here (systemd-timesyncd or chrony): install one, or set the clock by hand',
      )
    await change(host, ['timedatectl', 'set-ntp', 'true'], {
      deadlineMs: changing.quick,
      as: 'root',
    })
    await waitUntil(host, syncSeconds, async () => (await clock(host)).synchronized)
  },
  revert: noWayBack,
})
