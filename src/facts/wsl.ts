import { defineFact } from '../model/fact.ts'
import { container } from './container.ts'
import { inventory } from './machine.ts'

export interface Wsl {
  readonly version: 1 | 2
  /** systemd is process 1. */
  readonly systemd: boolean
  /** /etc/wsl.conf already has a section `[boot]`. */
  readonly bootSection: boolean
}

/** Which WSL a kernel belongs to: 1 signs with a capital M. Source: docker-errors §7 (docker-install install.sh, is-wsl). Pure. */
export const wslVersion = (kernelRelease: string): 1 | 2 | undefined => {
  if (/microsoft/.test(kernelRelease)) return 2
  return /Microsoft/.test(kernelRelease) ? 1 : undefined
}

/** The Windows Subsystem for Linux around this process; undefined elsewhere, and in containers, which share its kernel. */
export const wsl = defineFact({
  id: 'wsl',
  read: async ({ host, get }): Promise<Wsl | undefined> => {
    if (host.os !== 'linux') return undefined
    const [{ kernelRelease }, inside] = await Promise.all([get(inventory), get(container)])
    const version = wslVersion(kernelRelease)
    if (version === undefined || inside !== 'none') return undefined
    const [booted, conf] = await Promise.all([
      host.stat('/run/systemd/system'),
      host.readText('/etc/wsl.conf'),
    ])
    return {
      version,
      systemd: booted !== undefined,
      bootSection: /^\s*\[boot\]/im.test(conf ?? ''),
    }
  },
})
