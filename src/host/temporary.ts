import { tmpdir } from 'node:os'
import { foreignMount } from './mounts.ts'

/** Where temporary files go: as the system says, unless that is on a file system that may not answer and another is not. */
export const temporaryFolder = (): string =>
  [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'].find((folder) => foreignMount(folder) === undefined) ??
  tmpdir()
