import type { AnyCheck } from '../model/check.ts'
import { dockerAccess } from './docker/access.ts'
import { dockerDaemon } from './docker/daemon.ts'
import { dockerInstalled } from './docker/installed.ts'
import { hostClock } from './host/clock.ts'
import { networkDns } from './network/dns.ts'
import { networkFirewall } from './network/firewall.ts'
import { networkOnline } from './network/online.ts'
import { networkPorts } from './network/ports.ts'
import { networkProxy } from './network/proxy.ts'
import { networkSubnet } from './network/subnet.ts'
import { userRoot } from './user/root.ts'

/** Every check, from the ground up: the first error in this order is the one to mend first. */
export const checks = [
  dockerInstalled,
  dockerDaemon,
  dockerAccess,
  userRoot,
  networkProxy,
  networkOnline,
  networkDns,
  hostClock,
  networkSubnet,
  networkFirewall,
  networkPorts,
] as const satisfies readonly AnyCheck[]
