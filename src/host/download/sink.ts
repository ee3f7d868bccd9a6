import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Digest } from '../../model/install.ts'

/** Bytes of one piece whose digest a catalog may know. */
export const pieceBytes = 4 * 1024 * 1024

/** Written at once; smaller writes cost a turn of the thread pool each. */
const gatherBytes = 1024 * 1024
/** Waiting to be written before the source has to wait. */
const mostWaiting = 4 * gatherBytes

export interface SinkOptions {
  /** Of the whole file; pieces are always known by their sha256. */
  readonly algorithm: Digest['algorithm']
  readonly chunks: readonly string[] | undefined
  /** Nothing more can be written. */
  readonly onError: (error: unknown) => void
  /** What is waiting has become too much, or little enough again. */
  readonly onPressure: (full: boolean) => void
}

/** The file as it grows: hashed as it arrives, written in large pieces. */
export interface Sink {
  readonly position: () => number
  /** False where a piece has turned out wrong: rewind. */
  readonly push: (source: string, chunk: Buffer) => boolean
  /** Counts what the file holds already. */
  readonly readBack: (source: string) => Promise<void>
  /** Who supplied what has not been proven yet. */
  readonly suppliers: () => readonly string[]
  /** Back to what has been proven: the last right piece, or the beginning. */
  readonly rewind: () => Promise<void>
  /** Everything is in the file. */
  readonly flush: () => Promise<void>
  /** Hex digest of everything so far. */
  readonly digest: () => string
}

const writeAll = async (
  file: FileHandle,
  chunks: readonly Buffer[],
  position: number,
): Promise<void> => {
  const { bytesWritten } = await file.writev([...chunks], position)
  let left = bytesWritten
  let at = position
  for (const chunk of chunks) {
    let done = Math.min(left, chunk.length)
    left -= done
    while (done < chunk.length) {
      const more = await file.write(chunk, done, chunk.length - done, at + done)
      done += more.bytesWritten
    }
    at += chunk.length
  }
}

export const createSink = (
  file: FileHandle,
  { algorithm, chunks, onError, onPressure }: SinkOptions,
): Sink => {
  let hash = createHash(algorithm)
  let proven: { readonly at: number; readonly hash: Hash } = { at: 0, hash: hash.copy() }
  let piece = createHash('sha256')
  let position = 0
  let suppliers = new Set<string>()
  let gathered: Buffer[] = []
  let gatheredBytes = 0
  let written = 0
  let writing: Promise<void> | undefined
  let full = false

  const write = async (): Promise<void> => {
    while (gatheredBytes > 0) {
      const [batch, bytes] = [gathered, gatheredBytes]
      gathered = []
      gatheredBytes = 0
      await writeAll(file, batch, written)
      written += bytes
      if (full && gatheredBytes < gatherBytes) {
        full = false
        onPressure(false)
      }
    }
  }
  const startWriting = (): void => {
    writing ??= write()
      .catch(onError)
      .finally(() => {
        writing = undefined
      })
  }
  /** Hashes up to the end of the piece; false where the piece is wrong. */
  const prove = (bytes: Buffer): boolean => {
    const expected = chunks?.[Math.floor(position / pieceBytes)]
    hash.update(bytes)
    if (chunks !== undefined) piece.update(bytes)
    position += bytes.length
    if (chunks === undefined || position % pieceBytes !== 0) return true
    const right = piece.digest('hex') === expected
    piece = createHash('sha256')
    if (right) {
      proven = { at: position, hash: hash.copy() }
      suppliers = new Set()
    }
    return right
  }
  const count = (source: string, chunk: Buffer): boolean => {
    for (let at = 0; at < chunk.length;) {
      suppliers.add(source)
      const end = at + pieceBytes - (position % pieceBytes)
      if (!prove(chunk.subarray(at, end))) return false
      at = end
    }
    return true
  }
  const flush = async (): Promise<void> => {
    startWriting()
    await writing
    if (gatheredBytes > 0) await flush()
  }
  const rewind = async (): Promise<void> => {
    await flush()
    position = proven.at
    written = proven.at
    hash = proven.hash.copy()
    piece = createHash('sha256')
    suppliers = new Set()
    await file.truncate(position)
  }
  return {
    position: () => position,
    push: (source, chunk) => {
      const right = count(source, chunk)
      gathered.push(chunk)
      gatheredBytes += chunk.length
      if (gatheredBytes >= gatherBytes) startWriting()
      if (!full && gatheredBytes > mostWaiting) {
        full = true
        onPressure(true)
      }
      return right
    },
    readBack: async (source) => {
      const buffer = Buffer.alloc(gatherBytes)
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
        if (bytesRead === 0) break
        written += bytesRead
        if (!count(source, buffer.subarray(0, bytesRead))) {
          await rewind()
          return
        }
      }
    },
    suppliers: () => [...suppliers],
    rewind,
    flush,
    digest: () => hash.copy().digest('hex'),
  }
}
