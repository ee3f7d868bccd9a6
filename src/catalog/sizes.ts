import data from './data/sizes.json' with { type: 'json' }

/** What one real download of a file told beyond its digest. */
export interface FileSize {
  /** Bytes. */
  readonly size: number
}

const files: Readonly<Record<string, FileSize>> = data.files

/** Size of the file with this sha256; undefined where nobody has measured it. */
export const sizeOf = (sha256: string): FileSize | undefined => files[sha256]
