import { changing } from '../../catalog/deadlines.ts'
import type { Output } from '../../model/host.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { change, failureOf, firstWay } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { allInstalled, packageManners } from './package-managers.ts'
import { disk, engine, settings, tools } from './stale.ts'

const asRoot = { deadlineMs: changing.packages, as: 'root', fetches: true } as const

/** dpkg's words after an installation that was killed. Source: apt apt-pkg/deb/debsystem.cc. */
const interrupted = /dpkg was interrupted/

const manager = async (host: WriteHost): Promise<(typeof packageManners)[number]> => {
  const found = await firstWay(host, packageManners)
  if (found !== undefined) return found
  throw new StepError('not-supported', 'this machine has no package manager that we know')
}

/** Goes on where an earlier installation was cut off. */
const resumed = async (host: WriteHost, argv: Argv): Promise<Output> => {
  const output = await host.runChanging(argv, asRoot)
  if (!interrupted.test(`${output.stderr}\n${output.stdout}`)) return output
  await change(host, ['dpkg', '--configure', '-a', '--force-confdef', '--force-confold'], asRoot)
  return host.runChanging(argv, asRoot)
}

/** Installs or upgrades packages from the system's own signed sources. An upgrade is never done beforehand: its manager knows. */
export const packages = defineInterpreter<StepOf<'packages'>>({
  kind: 'packages',
  reversibility: 'irreversible',
  stale: ['package-manager', ...settings, ...engine, ...tools, ...disk],
  isDone: async (step, host) =>
    step.action === 'install' && allInstalled(host, await manager(host), step.packages),
  prepare: async () => undefined,
  perform: async ({ packages: names, action }, host) => {
    const manner = await manager(host)
    if (manner.refresh !== undefined) await resumed(host, manner.refresh)
    const argv = manner[action](names)
    const output = await resumed(host, argv)
    const { exitCode = -1, timedOut } = output
    const ended = exitCode === 0 || manner.done?.includes(exitCode) === true
    if (!ended || timedOut || !(await allInstalled(host, manner, names)))
      throw failureOf(argv, output)
  },
  revert: noWayBack,
})
