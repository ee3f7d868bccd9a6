import type { FileHandle } from 'node:fs/promises'

const tick = 200
const chunkSize = 64 * 1024

export interface Follower {
  /** Reads what has come since, and looks no more. */
  readonly end: () => Promise<void>
}

/** Reads along in a file that somebody else writes. Text comes whole: no character is cut in two. */
export const follow = (file: FileHandle, take: (text: string) => void): Follower => {
  const decoder = new TextDecoder()
  const buffer = Buffer.alloc(chunkSize)
  let position = 0
  const read = async (): Promise<void> => {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkSize, position)
      if (bytesRead === 0) return
      position += bytesRead
      const text = decoder.decode(buffer.subarray(0, bytesRead), { stream: true })
      if (text !== '') take(text)
    }
  }
  let reading = Promise.resolve()
  const timer = setInterval(() => {
    // What could not be read now is read at the end, or told there.
    reading = reading.then(read).catch(() => undefined)
  }, tick)
  return {
    end: async () => {
      clearInterval(timer)
      await reading
      await read()
      const rest = decoder.decode()
      if (rest !== '') take(rest)
    },
  }
}
