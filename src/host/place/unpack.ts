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
import type { InstallReason } from '../../model/install-reason.ts'
import { codeOf } from '../install-errors.ts'
import { digestOf } from '../owned-files.ts'

/** Bytes an archive may unpack to: twice what a release's largest, the node's, does. */
const mostBytes = 512 * 1024 * 1024
const blockBytes = 1024 * 1024
/** Two blocks of zeros end an archive. Source: POSIX pax, ustar Interchange Format. */
const endBytes = 1024

const refused = (why: InstallReason): InstallError => new InstallError('archive', why)
const tooMuch = (): InstallError => refused(reason('archive-huge', mostBytes / 2 ** 20))

/** Names come from outside. */
const shown = (path: string): string => JSON.stringify(path.slice(0, 100))

const leadsOut = (path: string): boolean =>
  /^([A-Za-z]:|[\\/])/.test(path) || path.split(/[\\/]/).includes('..')

/** What zlib and tar say of bytes that are not what they should be; other errors are nobody's fault but the system's. */
const toRefusal = (error: unknown, unpacked: number): unknown => {
  if (error instanceof InstallError || !(error instanceof Error)) return error
  const { message } = error
  if (/unexpected end|Truncated/.test(message)) return refused(reason('archive-cut'))
  if (message === 'incorrect header check')
    return refused(reason(unpacked === 0 ? 'archive-plain' : 'archive-followed'))
  return /^(Z_|TAR_)/.test(codeOf(error)) ? refused(reason('archive-damaged', message)) : error
}

/** Watches the members go by and keeps what the wanted one brings. */
const memberReader = (member: string) => {
  let size: number | undefined
  let fault: unknown
  let taken: Buffer[] = []
  let ended = false
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const { path, type } = entry
      if (leadsOut(path)) fault ??= refused(reason('archive-path', shown(path)))
      if (path === member && type !== 'File')
        fault ??= refused(reason('archive-no-file', shown(path), type))
      if (path === member && size !== undefined)
        fault ??= refused(reason('archive-twice', shown(path)))
      if (entry.size > mostBytes) fault ??= tooMuch()
      if (fault !== undefined || path !== member) {
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
      if (size === undefined) throw refused(reason('archive-lacks', shown(member)))
    },
  }
}

/**
 * Writes one member of a packed archive into a file, nothing else anywhere, from the very bytes that are hashed; its sha256, or
 * undefined where the archive is not what its digest says. `onSize` hears of the member before its first byte is written.
 */
export const unpackInto = async (
  path: string,
  to: FileHandle,
  { digest, member }: Archive,
  onSize: (bytes: number) => Promise<void>,
): Promise<string | undefined> => {
  const [whole, program] = [createHash(digest.algorithm), createHash('sha256')]
  const reader = memberReader(member)
  let unpacked = 0
  let tail = Buffer.alloc(0)
  let asked = false

  const write = async (): Promise<void> => {
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
  const sort = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      unpacked += chunk.length
      if (unpacked > mostBytes) throw tooMuch()
      reader.push(chunk)
      tail = Buffer.concat([tail, chunk.subarray(-endBytes)]).subarray(-endBytes)
      await write()
    }
    reader.end()
    await write()
    if (tail.some((byte) => byte !== 0)) throw refused(reason('archive-goes-on'))
  }
  const hashed = async function* (file: FileHandle): AsyncGenerator<Buffer> {
    for (let at = 0; ;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, at)
      if (bytesRead === 0) return
      const chunk = buffer.subarray(0, bytesRead)
      whole.update(chunk)
      at += bytesRead
      yield chunk
    }
  }

  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    await pipeline(hashed(file), createGunzip({ chunkSize: blockBytes }), sort)
    return whole.digest('hex') === digest.hex ? program.digest('hex') : undefined
  } catch (error) {
    const refusal = toRefusal(error, unpacked)
    // A file that has gone bad in the cache is nobody's release.
    if (refusal instanceof InstallError && refusal.failure === 'archive')
      if ((await digestOf(file, digest.algorithm)) !== digest.hex) return undefined
    throw refusal
  } finally {
    await file.close()
  }
}
