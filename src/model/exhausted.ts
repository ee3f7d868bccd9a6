const codes = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'])

/** The system's code, where it has no more files, processes or memory to give just now; undefined for every other error. Source: errno(3). */
export const exhaustedCode = (error: unknown): string | undefined =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  codes.has(error.code)
    ? error.code
    : undefined
