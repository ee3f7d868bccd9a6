import type { AnyCheck } from '../model/check.ts'
import { dockerAccess } from './docker/access.ts'
import { dockerContext } from './docker/context.ts'
import { dockerDaemon } from './docker/daemon.ts'
import { dockerDesktop } from './docker/desktop.ts'
import { dockerInstalled } from './docker/installed.ts'
import { dockerMirrorsCheck } from './docker/mirrors.ts'
import { dockerStorage } from './docker/storage.ts'
import { dockerVersionCheck } from './docker/version.ts'
import { userRoot } from './user/root.ts'

/** Every check, from the ground up: the first error in this order is the one to mend first. */
export const checks = [
  dockerInstalled,
  dockerContext,
  dockerDaemon,
  dockerAccess,
  dockerVersionCheck,
  dockerDesktop,
  dockerStorage,
  dockerMirrorsCheck,
  userRoot,
] as const satisfies readonly AnyCheck[]
