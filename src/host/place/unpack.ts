import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Parser } from 'tar/parse'
import { InstallError } from '../../model/install.ts'
import type { Archive } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { digestOf } from '../owned-files.ts'

const blockBytes = 1024 * 1024

/** Hands on what a member of an archive brings. */
const memberReader = (member: string) => {
  let size: number | undefined
  let fault: unknown
  let taken: Buffer[] = []
  let ended = false
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      if (entry.path !== member || entry.type !== 'File' || size !== undefined) {
        entry.resume()
        return
      }
      size = entry.size
      entry.on('data', (chunk) => taken.push(chunk))
    },
  })
  parser.on('error', (error) => {
    fault ??= error
  })
  parser.on('eof', () => {
    ended = true
  })
  const check = (): void => {
    if (fault !== undefined) throw fault
  }
  return {
    /** Bytes the member says it has; undefined until it has come. */
    size: () => size,
    push: (chunk: Buffer): void => {
      // What comes behind the end the parser would gather.
      if (!ended) parser.write(chunk)
      check()
    },
    take: (): readonly Buffer[] => {
      const chunks = taken
      taken = []
      return chunks
    },
    end: (): void => {
      parser.end()
      check()
    },
  }
}

/**
 * Writes one member of a packed archive into a file, nothing else anywhere; its sha256, or undefined where the archive is not what its
 * digest says. What has the pinned digest is the release: its bytes are suspected no further. `onSize` hears of the member before its
 * first byte is written. Throws `InstallError` where the archive lacks the member or cannot be read.
 */
export const unpackInto = async (
  path: string,
  to: FileHandle,
  { digest, member }: Archive,
  onSize: (bytes: number) => Promise<void>,
): Promise<string | undefined> => {
  const program = createHash('sha256')
  const reader = memberReader(member)
  let asked = false

  const write = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const packed of chunks) {
      reader.push(packed)
      const size = reader.size()
      if (size !== undefined && !asked) {
        asked = true
        await onSize(size)
      }
      for (const chunk of reader.take()) {
        program.update(chunk)
        for (let done = 0; done < chunk.length;)
          done += (await to.write(chunk, done, chunk.length - done)).bytesWritten
      }
    }
  }

  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    if ((await digestOf(file, digest.algorithm)) !== digest.hex) return undefined
    await pipeline(
      file.createReadStream({ start: 0, autoClose: false, highWaterMark: blockBytes }),
      createGunzip({ chunkSize: blockBytes }),
      write,
    )
    reader.end()
    if (asked) return program.digest('hex')
    throw new InstallError('archive', reason('archive-lacks', JSON.stringify(member)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(?:Z_|TAR_)/.test(String(error.code)))
      throw new InstallError('archive', reason('archive-damaged', error.message))
    throw error
  } finally {
    await file.close()
  }
}
