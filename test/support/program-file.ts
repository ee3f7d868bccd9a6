import { createHash, randomBytes } from 'node:crypto'

/** Go's names of CPUs the tests can make programs for. */
type Cpu = 'amd64' | 'arm64'

const u32 = (value: number): readonly number[] => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return [...bytes]
}

/** write(1, text, length), pause() where the program stays, exit(0). Source: syscalls(2), the tables of both CPUs. */
const code: Readonly<Record<Cpu, (length: number, stays: boolean) => Buffer>> = {
  amd64: (length, stays) => {
    const after = [
      0xba,
      ...u32(length),
      0x0f,
      0x05,
      ...(stays ? [0xb8, ...u32(34), 0x0f, 0x05] : []),
      0xb8,
      ...u32(60),
      0x31,
      0xff,
      0x0f,
      0x05,
    ]
    return Buffer.from([
      0xb8,
      ...u32(1),
      0xbf,
      ...u32(1),
      0x48,
      0x8d,
      0x35,
      ...u32(after.length),
      ...after,
    ])
  },
  arm64: (length) =>
    Buffer.from([
      ...u32(0xd2_80_00_20),
      ...u32(0x10_00_00_01 | ((28 >> 2) << 5)),
      ...u32(0xd2_80_00_02 | (length << 5)),
      ...u32(0xd2_80_08_08),
      ...u32(0xd4_00_00_01),
      ...u32(0xd2_80_00_00),
      ...u32(0xd2_80_0b_a8),
      ...u32(0xd4_00_00_01),
    ]),
}

const machines: Readonly<Record<Cpu, number>> = { amd64: 0x3e, arm64: 0xb7 }

const header = (cpu: Cpu, loaded: number): Buffer => {
  const bytes = Buffer.alloc(120)
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  bytes.writeUInt16LE(2, 16)
  bytes.writeUInt16LE(machines[cpu], 18)
  bytes.writeUInt32LE(1, 20)
  bytes.writeBigUInt64LE(0x40_00_78n, 24)
  bytes.writeBigUInt64LE(64n, 32)
  bytes.writeUInt16LE(64, 52)
  bytes.writeUInt16LE(56, 54)
  bytes.writeUInt16LE(1, 56)
  bytes.writeUInt32LE(1, 64)
  bytes.writeUInt32LE(5, 68)
  bytes.writeBigUInt64LE(0x40_00_00n, 80)
  bytes.writeBigUInt64LE(0x40_00_00n, 88)
  bytes.writeBigUInt64LE(BigInt(loaded), 96)
  bytes.writeBigUInt64LE(BigInt(loaded), 104)
  bytes.writeBigUInt64LE(0x1000n, 112)
  return bytes
}

export interface ProgramFile {
  readonly version: string
  readonly bytes: Buffer
  readonly sha256: string
}

/** A real Linux program that prints its version, padded with noise to a size; no compiler is needed. */
export const programFile = (
  version: string,
  options: {
    readonly size?: number
    readonly cpu?: Cpu
    readonly stays?: boolean
    readonly says?: string
  } = {},
): ProgramFile => {
  const { size = 0, cpu = ownCpu, stays = false, says = `tool version ${version}\n` } = options
  const text = Buffer.from(says)
  const instructions = code[cpu](text.length, stays)
  const loaded = 120 + instructions.length + text.length
  const program = Buffer.concat([header(cpu, loaded), instructions, text])
  const bytes = Buffer.concat([program, randomBytes(Math.max(0, size - program.length))])
  return { version, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

export const ownCpu: Cpu = process.arch === 'arm64' ? 'arm64' : 'amd64'
