import { hostArch } from './host/arch.ts'
import { hostClock } from './host/clock.ts'
import { networkDns } from './network/dns.ts'
import { networkOnline } from './network/online.ts'
import { networkTls } from './network/tls.ts'

/** While one of these stands, downloads fail for that reason or are wanted by nobody. */
export const beforeDownloads = [hostArch, networkOnline, networkDns, networkTls, hostClock] as const
