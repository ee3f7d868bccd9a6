import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import { requireAnswers } from './require-answers.ts'
import { UsageError } from './usage-error.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'it is a folder',
  ENOTDIR: 'the folder does not exist',
  ELOOP: 'its symbolic links lead in a circle',
}

/** The bytes are of that encoding, but for what their end cuts off. */
const isIn = (encoding: string, bytes: Buffer): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * PowerShell writes UTF-16, a Chinese Windows console GBK; everything else is read as UTF-8, and what is none of it as a replacement
 * character.
 */
const encodingOf = (first: Buffer): 'utf-16le' | 'utf-16be' | 'gb18030' | 'utf-8' => {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
  return !isIn('utf-8', first) && isIn('gb18030', first) ? 'gb18030' : 'utf-8'
}

const chunkSize = 256 * 1024

const bytesOf = async function* (file: string): AsyncIterable<Buffer> {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: chunkSize })
  for await (const chunk of stream)
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
}

/** Hands over a file, or stdin for `-`, piece by piece: never more of it in memory than one. Throws `UsageError` where it cannot be read. */
export const readLog = async (file: string, take: (text: string) => void): Promise<void> => {
  await requireAnswers(file)
  let decoder: TextDecoder | undefined
  try {
    for await (const bytes of bytesOf(file)) {
      decoder ??= new TextDecoder(encodingOf(bytes))
      take(decoder.decode(bytes, { stream: true }))
    }
    take(decoder?.decode() ?? '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '') throw error
    throw new UsageError(`cannot read ${file}: ${reasons[code] ?? code}`)
  }
}
