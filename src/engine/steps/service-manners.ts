import { deadlines } from '../../catalog/deadlines.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { hasProgram } from './commands.ts'

export interface ServiceState {
  readonly active: boolean
  /** It starts at every boot; undefined where nobody says so. */
  readonly enabled: boolean | undefined
}

/** How a service is spoken to on this machine. */
export interface Manner {
  readonly state: () => Promise<ServiceState>
  readonly start: readonly Argv[]
  readonly restart: readonly Argv[]
  readonly stop: readonly Argv[]
  /** Takes it out of the boot again. */
  readonly disable: readonly Argv[]
  /** Tried before a start, whatever comes of it: a unit that failed too often is not started again otherwise. */
  readonly before?: Argv
  /** The service is ready when its start has ended. */
  readonly waits: boolean
}

const systemdState = async (host: WriteHost, unit: string): Promise<ServiceState> => {
  const argv: Argv = ['systemctl', 'show', unit, '--property=LoadState,ActiveState,UnitFileState']
  const { stdout } = await host.run(argv, { deadlineMs: deadlines.system })
  const field = (name: string): string =>
    new RegExp(`^${name}=(.*)$`, 'm').exec(stdout)?.[1]?.trim() ?? ''
  if (field('LoadState') === 'not-found')
    throw new StepError('failed', `systemd knows no ${unit} here`)
  return {
    active: field('ActiveState') === 'active',
    enabled: field('UnitFileState') !== 'disabled',
  }
}

const systemd = (host: WriteHost, unit: string): Manner => ({
  state: () => systemdState(host, unit),
  start: [['systemctl', 'enable', '--now', unit]],
  restart: [['systemctl', 'restart', unit]],
  stop: [['systemctl', 'stop', unit]],
  disable: [['systemctl', 'disable', unit]],
  before: ['systemctl', 'reset-failed', unit],
  waits: true,
})

/** Source: canonical/docker-snap README, snapcraft.io/docs/service-management. */
const snap = (host: WriteHost, unit: string): Manner => {
  const name = unit.replace(/^snap\./, '').replace(/\.service$/, '')
  return {
    state: () => systemdState(host, unit),
    start: [['snap', 'start', '--enable', name]],
    restart: [['snap', 'restart', name]],
    stop: [['snap', 'stop', name]],
    disable: [['snap', 'stop', '--disable', name]],
    waits: false,
  }
}

/** Exit codes of `status`: 0 runs. Source: LSB, "Init Script Actions"; OpenRC rc-service(8), rc-update(8). */
const script = (host: WriteHost, name: string, by: readonly [string, ...string[]]): Manner => {
  const openrc = by[0] === 'rc-service'
  return {
    state: async () => {
      const { exitCode } = await host.run([...by, 'status'], { deadlineMs: deadlines.system })
      return { active: exitCode === 0, enabled: undefined }
    },
    start: [[...by, 'start'], ...(openrc ? [['rc-update', 'add', name, 'default'] as const] : [])],
    restart: [[...by, 'restart']],
    stop: [[...by, 'stop']],
    disable: openrc ? [['rc-update', 'del', name, 'default']] : [],
    waits: false,
  }
}

/** Throws `StepError` with what a person can do where nothing on the machine starts services. */
export const mannerFor = async (host: WriteHost, unit: string): Promise<Manner> => {
  if (unit.startsWith('snap.')) return snap(host, unit)
  if ((await host.stat('/run/systemd/system')) !== undefined) return systemd(host, unit)
  const name = unit.replace(/\.service$/, '')
  if ((await host.stat(`/etc/init.d/${name}`)) !== undefined) {
    for (const program of ['rc-service', 'service'] as const)
      if (await hasProgram(host, program)) return script(host, name, [program, name])
    return script(host, name, [`/etc/init.d/${name}`])
  }
  throw new StepError(
    'not-supported',
    `nothing on this machine starts services, so ${name} has to be started by hand${name === 'docker' ? ': as root, run dockerd and leave it running' : ''}`,
  )
}
