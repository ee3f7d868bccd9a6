import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A mount of FUSE that nobody serves: whoever asks it anything waits for ever. Becomes the command after the folder. */
export const serveNobody =
  'dead=$1; shift; exec 3<>/dev/fuse && mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 dead "$dead" && "$@" 3>&-'

export const apart = process.getuid?.() === 0 ? ['-m'] : ['-rm']

/** Makes the device where the machine's kernel has it and its /dev does not. */
const makeDevice = (): void => {
  if (process.getuid?.() === 0 && !existsSync('/dev/fuse'))
    spawnSync('mknod', ['/dev/fuse', 'c', '10', '229'])
}

/** Why this machine cannot have a dead mount; undefined where it can. */
export const whyNoDeadMount = (): string | undefined => {
  makeDevice()
  const tried = spawnSync('unshare', [...apart, 'sh', '-c', serveNobody, 'sh', '/mnt', 'true'])
  return tried.status === 0 ? undefined : `no FUSE mount: ${String(tried.stderr).trim()}`
}
