import { createHash } from 'node:crypto'
import { constants, open } from 'node:fs/promises'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import { refuseSpecial } from './regular.ts'

const pieceBytes = 1024 * 1024

/** Of a file only: a pipe would be waited for, a device may have no end. */
export const sha256Of = async (path: string, onPiece?: () => void): Promise<string> => {
  await refuseSpecial(path)
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (!(await file.stat()).isFile()) throw new Unreadable('unparsable', pathValue(path))
    const sha256 = createHash('sha256')
    const buffer = Buffer.allocUnsafe(pieceBytes)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return sha256.digest('hex')
      sha256.update(buffer.subarray(0, bytesRead))
      onPiece?.()
    }
  } finally {
    await file.close()
  }
}
