import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerBridge } from './docker-bridge.ts'
import { identity } from './machine.ts'

export interface Firewall {
  /** Active ones that write rules beside docker's. */
  readonly active: readonly ('firewalld' | 'ufw')[]
  /** `net.ipv4.ip_forward` where docker is; undefined where it cannot be read. */
  readonly forwarding: boolean | undefined
  /** Docker's chain in the nat table is gone; only root may look, others never know. */
  readonly chainMissing: boolean
}

/** A running unit has a control group, which everybody may see; version 2 first, then version 1. */
const groups = ['/sys/fs/cgroup/system.slice', '/sys/fs/cgroup/systemd/system.slice']

const read = async (host: ReadHost, file: string): Promise<string | undefined> => {
  const text = await attempt(host.readText(file))
  return text.ok ? text.value : undefined
}

const firewalldRuns = async (host: ReadHost): Promise<boolean> => {
  const found = await Promise.all(
    groups.map((group) => attempt(host.stat(`${group}/firewalld.service`))),
  )
  return found.some((stat) => stat.ok && stat.value !== undefined)
}

/** Source: pitfalls PORT-2. */
const noChain = /No chain\/target\/match by that name/

const chainMissing = async (host: ReadHost): Promise<boolean> => {
  const output = await attempt(
    host.run(['iptables', '-t', 'nat', '-nL', 'DOCKER'], {
      deadlineMs: deadlines.system,
      as: 'root',
    }),
  )
  return output.ok && output.value.exitCode !== 0 && noChain.test(output.value.stderr)
}

/** What may cut containers off, as far as this user may see it; what is not seen is not held against the machine. Linux. */
export const firewall = defineFact({
  id: 'firewall',
  read: async ({ host, get }): Promise<Firewall> => {
    const { process } = await get(identity)
    // Elsewhere the rules and settings seen here are not docker's.
    const shared = await get(dockerBridge)
    const [firewalld, ufw, forward, missing] = await Promise.all([
      firewalldRuns(host),
      read(host, '/etc/ufw/ufw.conf'),
      shared ? read(host, '/proc/sys/net/ipv4/ip_forward') : undefined,
      shared && process.uid === 0 ? chainMissing(host) : false,
    ])
    return {
      active: [
        ...(firewalld ? (['firewalld'] as const) : []),
        ...(/^ENABLED=yes\s*$/m.test(ufw ?? '') ? (['ufw'] as const) : []),
      ],
      forwarding: forward === undefined ? undefined : forward.trim() !== '0',
      chainMissing: missing,
    }
  },
})
