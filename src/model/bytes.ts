// Files whose encoding nobody knows are edited byte by byte: as text with one character per byte.

/** So many arguments a call takes everywhere. */
const chunk = 8192

/** One character, U+0000 to U+00FF, per byte. Pure, like all here. */
export const toBinary = (bytes: Uint8Array): string =>
  Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) =>
    String.fromCharCode(...bytes.subarray(index * chunk, (index + 1) * chunk)),
  ).join('')

export const fromBinary = (binary: string): Uint8Array => {
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

export const toBase64 = (bytes: Uint8Array): string => btoa(toBinary(bytes))

export const fromBase64 = (base64: string): Uint8Array => fromBinary(atob(base64))

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A byte order mark stays; undefined where the bytes are no UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
