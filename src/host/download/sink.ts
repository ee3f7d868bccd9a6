import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Digest } from '../../model/install.ts'

/** Written at once; smaller writes cost a turn of the thread pool each. */
const gatherBytes = 1024 * 1024
/** Waiting to be written before the source has to wait. */
const mostWaiting = 4 * gatherBytes

export interface SinkOptions {
  readonly algorithm: Digest['algorithm']
  /** Nothing more can be written. */
  readonly onError: (error: unknown) => void
  /** What is waiting has become too much, or little enough again. */
  readonly onPressure: (full: boolean) => void
}

/** The file as it grows: hashed as it arrives, written in large pieces. */
export interface Sink {
  readonly position: () => number
  readonly push: (chunk: Buffer) => void
  /** Counts what the file holds already. */
  readonly readBack: () => Promise<void>
  /** Back to the beginning. */
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
  { algorithm, onError, onPressure }: SinkOptions,
): Sink => {
  let hash = createHash(algorithm)
  let position = 0
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
  const count = (chunk: Buffer): void => {
    hash.update(chunk)
    position += chunk.length
  }
  const flush = async (): Promise<void> => {
    startWriting()
    await writing
    if (gatheredBytes > 0) await flush()
  }
  return {
    position: () => position,
    push: (chunk) => {
      count(chunk)
      gathered.push(chunk)
      gatheredBytes += chunk.length
      if (gatheredBytes >= gatherBytes) startWriting()
      if (!full && gatheredBytes > mostWaiting) {
        full = true
        onPressure(true)
      }
    },
    readBack: async () => {
      const buffer = Buffer.alloc(gatherBytes)
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
        if (bytesRead === 0) break
        count(buffer.subarray(0, bytesRead))
      }
      written = position
    },
    rewind: async () => {
      await flush()
      position = 0
      written = 0
      hash = createHash(algorithm)
      await file.truncate(0)
    },
    flush,
    digest: () => hash.copy().digest('hex'),
  }
}
