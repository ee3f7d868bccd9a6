import { asking } from './asking.ts'
import { directFiles as direct } from './files.ts'
import type { Files } from './files.ts'

/** This machine's files; none of them keeps this process waiting for ever. */
export const localFiles: Files = {
  readText: (path, options) =>
    asking('readText', path, () => direct.readText(path, options), options),
  readBytes: (path, options) =>
    asking('readBytes', path, () => direct.readBytes(path, options), options),
  stat: (path) => asking('stat', path, () => direct.stat(path)),
  readdir: (path) => asking('readdir', path, () => direct.readdir(path)),
  realpath: (path) => asking('realpath', path, () => direct.realpath(path)),
  readlink: (path) => asking('readlink', path, () => direct.readlink(path)),
  statfs: (path) => asking('statfs', path, () => direct.statfs(path)),
  sha256: (path) => asking('sha256', path, () => direct.sha256(path)),
  writable: (path) => asking('writable', path, () => direct.writable(path)),
}
