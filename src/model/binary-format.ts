/** What a file is, by its first bytes. */
export type BinaryFormat =
  | {
      readonly kind: 'program'
      /** Go's names. */
      readonly os: 'linux' | 'darwin' | 'windows'
      /** Several in a universal Mach-O; empty where the header names a CPU we do not know. */
      readonly archs: readonly string[]
      /** Bytes the file must have at least, as its own header says; undefined where it does not. */
      readonly needs: number | undefined
    }
  | { readonly kind: 'script' | 'html' | 'xml' | 'archive' | 'text' | 'empty' | 'unknown' }

/** Enough for the header, the program headers and the load commands. */
export const headerBytes = 4096

const elfMachines: Readonly<Record<number, string>> = {
  0x03: '386',
  0x15: 'ppc64le',
  0x16: 's390x',
  0x28: 'arm',
  0x3e: 'amd64',
  0xb7: 'arm64',
  0xf3: 'riscv64',
}
const machCpus: Readonly<Record<number, string>> = {
  0x07: '386',
  0x01000007: 'amd64',
  0x0100000c: 'arm64',
}
const peMachines: Readonly<Record<number, string>> = {
  0x014c: '386',
  0x01c4: 'arm',
  0x8664: 'amd64',
  0xaa64: 'arm64',
}

const known = (
  names: Readonly<Record<number, string>>,
  numbers: readonly number[],
): readonly string[] =>
  numbers.flatMap((number) => {
    const name = names[number]
    return name === undefined ? [] : [name]
  })

/** Numbered from 0; what lies beyond the bytes at hand is left out. */
const rows = (view: DataView, start: number, size: number, count: number): readonly number[] =>
  Array.from({ length: Math.min(count, 64) }, (_, index) => start + index * size).filter(
    (at) => at >= 0 && at + size <= view.byteLength,
  )

/** The end of the furthest loaded segment (ELF-64: p_offset and p_filesz of each program header). */
const elfNeeds = (view: DataView, little: boolean): number | undefined => {
  if (view.getUint8(4) !== 2 || view.byteLength < 64) return undefined
  const table = Number(view.getBigUint64(32, little))
  const ends = rows(view, table, view.getUint16(54, little), view.getUint16(56, little))
    .filter((at) => at + 40 <= view.byteLength)
    .map((at) => Number(view.getBigUint64(at + 8, little) + view.getBigUint64(at + 32, little)))
  return ends.length === 0 ? undefined : Math.max(...ends)
}

const elf = (view: DataView): BinaryFormat => {
  const little = view.getUint8(5) !== 2
  const archs = known(elfMachines, [view.getUint16(18, little)])
  return { kind: 'program', os: 'linux', archs, needs: elfNeeds(view, little) }
}

/** Universal: one row per CPU with its offset and size, big-endian. */
const universal = (view: DataView): BinaryFormat => {
  const slices = rows(view, 8, 20, view.getUint32(4))
  const ends = slices.map((at) => view.getUint32(at + 8) + view.getUint32(at + 12))
  return {
    kind: 'program',
    os: 'darwin',
    archs: known(
      machCpus,
      slices.map((at) => view.getUint32(at)),
    ),
    needs: ends.length === 0 ? undefined : Math.max(...ends),
  }
}

const mach = (view: DataView): BinaryFormat => ({
  kind: 'program',
  os: 'darwin',
  archs: known(machCpus, [view.getUint32(4, true)]),
  needs: undefined,
})

const pe = (view: DataView): BinaryFormat => {
  const at = view.byteLength >= 64 ? view.getUint32(60, true) : 0
  const machine = at > 0 && at + 6 <= view.byteLength ? [view.getUint16(at + 4, true)] : []
  return { kind: 'program', os: 'windows', archs: known(peMachines, machine), needs: undefined }
}

/** A Java class begins like a universal Mach-O; its version number there is higher than any count of CPUs. */
const mostCpus = 20

const texts: readonly (readonly ['script' | 'html' | 'xml' | 'text', RegExp])[] = [
  ['script', /^#!/],
  ['html', /^\s*<(!doctype html|html)/i],
  ['xml', /^\s*<(\?xml|error)/i],
  ['text', /^[\t\n\r\u0020-\u007e\u0080-\uffff]*$/],
]

const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/**
 * Tells a program and its CPU from a saved error page, an archive that was not unpacked, or nothing. Source: pitfalls CPU-1;
 * System V ABI (e_machine), mach-o/fat.h and mach-o/loader.h, PE/COFF (Machine). Pure.
 */
export const binaryFormat = (bytes: Uint8Array): BinaryFormat => {
  if (bytes.length === 0) return { kind: 'empty' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = bytes.length >= 20 ? view.getUint32(0) : 0
  if (magic === 0x7f454c46) return elf(view)
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) return mach(view)
  if (magic === 0xcafebabe && view.getUint32(4) <= mostCpus) return universal(view)
  if (magic >>> 16 === 0x4d5a) return pe(view)
  if (magic >>> 16 === 0x1f8b || magic === 0x504b0304) return { kind: 'archive' }
  const text = decoded(bytes)
  return { kind: texts.find(([, looks]) => looks.test(text))?.[0] ?? 'unknown' }
}
