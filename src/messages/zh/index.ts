import type { Words } from '../translation.ts'
import { cluster } from './cluster.ts'
import { docker } from './docker.ts'
import { fixes } from './fixes.ts'
import { host } from './host.ts'
import { reasonsZh } from './install-reasons.ts'
import { network } from './network.ts'
import { registry } from './registry.ts'
import { resources } from './resources.ts'
import { tools } from './tools.ts'
import { user } from './user.ts'

const checks: Words = {
  ...host,
  ...resources,
  ...user,
  ...docker,
  ...tools,
  ...network,
  ...registry,
  ...cluster,
}

/** All Chinese words about checks, fixes and installs. */
export const zh = { checks, fixes, installReasons: reasonsZh }
