import { rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { binaryFormat, headerBytes } from '../../model/binary-format.ts'
import { InstallError } from '../../model/install.ts'
import type { Cached, Download, Payload, Placement } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { copyInto, createFile, digestOf } from '../owned-files.ts'
import type { Owner } from '../fill.ts'
import { draftName } from '../drafts.ts'
import { checkRoom } from '../room.ts'

/** The verified file beside its target. */
export interface Staged {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly drop: () => Promise<void>
}

/** The header must name the system and the CPU the file was asked for: that of the kernel, which Node's own need not be. */
const checkHeader = async (
  file: FileHandle,
  { os, arch, version, tool }: Download,
): Promise<void> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
  const format = binaryFormat(buffer.subarray(0, bytesRead))
  if (format.kind !== 'program')
    throw new InstallError('other-cpu', reason('no-program', `${tool} ${version}`, format.kind))
  if (format.os !== os || !format.archs.includes(arch))
    throw new InstallError(
      'other-cpu',
      reason(
        'built-for',
        `${tool} ${version}`,
        `${format.os}/${format.archs.join(', ')}`,
        `${os}/${arch}`,
      ),
    )
}

type RoomFor = (bytes: number) => Promise<void>

/** The program's bytes, copied or unpacked; their sha256, or undefined where the blob is not what its name says. */
const fill = async (
  blob: string,
  file: FileHandle,
  { sha256, archive }: Pick<Payload, 'sha256' | 'archive'>,
  roomFor: RoomFor,
): Promise<string | undefined> => {
  if (archive !== undefined) {
    const { unpackInto } = await import('./unpack.ts')
    return unpackInto(blob, file, archive, roomFor)
  }
  await roomFor((await stat(blob)).size)
  return (await copyInto(blob, file)) === sha256 ? sha256 : undefined
}

/**
 * Copies or unpacks a blob beside the target and verifies what has been written: digest, of a program also its header, mode, on the
 * disk, closed. Undefined where the blob is not what its name says.
 */
export const stage = async (
  blob: string,
  download: Download | Cached,
  { directory, file: name }: Placement,
  owner: Owner | undefined,
): Promise<Staged | undefined> => {
  const path = join(directory, draftName(name))
  const file = await createFile(path, owner, 0o600)
  const drop = (): Promise<void> => rm(path, { force: true })
  try {
    const sha256 = await fill(blob, file, download, (bytes) =>
      checkRoom([{ folder: directory, bytes }]),
    )
    if (sha256 === undefined) {
      await drop()
      return undefined
    }
    if ((await digestOf(file)) !== sha256)
      throw new InstallError('not-writable', reason('not-kept', directory))
    if (download.tool === 'file') await file.chmod(download.executable ? 0o755 : 0o644)
    else {
      await checkHeader(file, download)
      await file.chmod(0o755)
    }
    await file.sync()
    return { path, sha256, bytes: (await file.stat()).size, drop }
  } catch (error) {
    await drop()
    throw error
  } finally {
    await file.close()
  }
}
