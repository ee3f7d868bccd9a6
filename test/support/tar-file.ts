import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** A member as its header tells of it; `size` may lie. Source: POSIX pax, ustar Interchange Format. */
export interface Member {
  readonly name: string
  readonly bytes?: Uint8Array
  /** `0` file, `1` hard link, `2` symbolic link, `5` folder. */
  readonly type?: '0' | '1' | '2' | '5'
  readonly link?: string
  readonly size?: number
}

const block = 512

const header = ({ name, bytes, type = '0', link = '', size = bytes?.length ?? 0 }: Member) => {
  const head = Buffer.alloc(block)
  const octal = (value: number, at: number, length: number): void =>
    void head.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  head.write(name, 0, 100, 'utf8')
  octal(0o755, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  head.write(' '.repeat(8), 148, 'latin1')
  head.write(type, 156, 'latin1')
  head.write(link, 157, 100, 'utf8')
  head.write('ustar\u000000', 257, 'latin1')
  octal(
    head.reduce((sum, byte) => sum + byte, 0),
    148,
    8,
  )
  return head
}

/** The members one after the other, and the two empty blocks that end them. */
export const tarOf = (members: readonly Member[]): Buffer =>
  Buffer.concat([
    ...members.flatMap((member) => {
      const bytes = member.bytes ?? Buffer.alloc(0)
      return [header(member), bytes, Buffer.alloc((block - (bytes.length % block)) % block)]
    }),
    Buffer.alloc(2 * block),
  ])

export const sha512Of = (bytes: Uint8Array): string =>
  createHash('sha512').update(bytes).digest('hex')

/** As a release packs its programs for people. */
export const clientArchive = (kubectl: Uint8Array): Buffer =>
  gzipSync(
    tarOf([
      { name: 'kubernetes/', type: '5' },
      { name: 'kubernetes/client/bin/', type: '5' },
      { name: 'kubernetes/client/bin/kubectl-convert', bytes: Buffer.from('another program') },
      { name: 'kubernetes/client/bin/kubectl', bytes: kubectl },
      { name: 'kubernetes/LICENSES', bytes: Buffer.from('words') },
    ]),
    { level: 1 },
  )
