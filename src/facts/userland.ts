import { defineFact } from '../model/fact.ts'

const elf = [0x7f, 0x45, 0x4c, 0x46]

/** Width of an ELF program by its class byte (1: 32 bits, 2: 64); undefined for anything else. Source: rustup-init.sh get_bitness. Pure. */
export const elfBits = (bytes: Uint8Array): 32 | 64 | undefined => {
  if (elf.some((byte, index) => bytes[index] !== byte)) return undefined
  if (bytes[4] === 1) return 32
  return bytes[4] === 2 ? 64 : undefined
}

/** Width of the system's own programs, by its shell: a 64-bit kernel may carry a 32-bit system. Undefined off Linux. */
export const userlandBits = defineFact({
  id: 'userland-bits',
  read: async ({ host }): Promise<32 | 64 | undefined> => {
    const head = host.os === 'linux' ? await host.readBytes('/bin/sh', { max: 5 }) : undefined
    return head === undefined ? undefined : elfBits(head)
  },
})
