import { deadlines } from '../../catalog/deadlines.ts'
import type { PackageManager } from '../../facts/package-manager.ts'
import type { Argv } from '../../model/value.ts'
import type { WriteHost } from '../../model/write-host.ts'

type Packages = readonly string[]

interface Manner {
  readonly program: string
  readonly name: PackageManager
  /** Reads the lists of what there is; one dead source of several does not matter if the rest has the package. */
  readonly refresh?: Argv
  readonly install: (packages: Packages) => Argv
  readonly upgrade: (packages: Packages) => Argv
  /** Which of them are installed whole. */
  readonly installed: (packages: Packages) => Argv
  readonly isWhole: (line: string) => boolean
  /** Exit codes beside 0 that mean it was done. */
  readonly done?: readonly number[]
}

/**
 * The lock of another installation, which a fresh Ubuntu always runs, is waited for; a settings file the user has changed stays.
 * Source: apt.conf(5) DPkg::Lock::Timeout, dpkg(1) --force-confdef, --force-confold.
 */
const apt = [
  '-y',
  '-o',
  'DPkg::Lock::Timeout=300',
  '-o',
  'Dpkg::Options::=--force-confdef',
  '-o',
  'Dpkg::Options::=--force-confold',
] as const

const rpm = {
  installed: (packages: Packages): Argv => ['rpm', '-q', ...packages],
  isWhole: (line: string): boolean => !line.endsWith(' is not installed'),
} as const

/** Source: apt-get(8), dpkg-query(1), dnf(8), yum(8), zypper(8) "Exit codes", apk(8). */
export const packageManners: readonly Manner[] = [
  {
    name: 'apt',
    program: 'apt-get',
    refresh: ['apt-get', 'update', '-o', 'DPkg::Lock::Timeout=300'],
    install: (packages) => ['apt-get', 'install', ...apt, ...packages],
    upgrade: (packages) => ['apt-get', 'install', '--only-upgrade', ...apt, ...packages],
    installed: (packages) => ['dpkg-query', '-W', '-f', '${db:Status-Abbrev}\\n', ...packages],
    isWhole: (line) => line.startsWith('ii'),
  },
  {
    name: 'dnf',
    program: 'dnf',
    install: (packages) => ['dnf', 'install', '-y', ...packages],
    upgrade: (packages) => ['dnf', 'upgrade', '-y', ...packages],
    ...rpm,
  },
  {
    name: 'yum',
    program: 'yum',
    install: (packages) => ['yum', 'install', '-y', ...packages],
    upgrade: (packages) => ['yum', 'update', '-y', ...packages],
    ...rpm,
  },
  {
    name: 'zypper',
    program: 'zypper',
    install: (packages) => ['zypper', '--non-interactive', 'install', ...packages],
    upgrade: (packages) => ['zypper', '--non-interactive', 'update', ...packages],
    ...rpm,
    // Reboot needed, restart needed, a source was skipped, a package's script failed.
    done: [102, 103, 106],
  },
  {
    name: 'apk',
    program: 'apk',
    refresh: ['apk', 'update'],
    install: (packages) => ['apk', 'add', ...packages],
    upgrade: (packages) => ['apk', 'add', '--upgrade', ...packages],
    installed: (packages) => ['apk', 'info', '-e', ...packages],
    isWhole: (line) => line !== '',
  },
]

/** Every one of them is there, whole. */
export const allInstalled = async (
  host: WriteHost,
  { installed, isWhole }: Manner,
  packages: Packages,
): Promise<boolean> => {
  const { stdout } = await host.run(installed(packages), { deadlineMs: deadlines.system * 5 })
  const whole = stdout.split('\n').filter((line) => line.trim() !== '' && isWhole(line))
  return whole.length >= packages.length
}
