/** One run's journal: lines of text that are on the disk when `append` returns. */
export interface RunFile {
  readonly id: string
  readonly append: (line: string) => Promise<void>
}

/** Where journals are kept. Throws `StepError` where they cannot be. */
export interface RunFiles {
  /** Nothing is made before the first line. */
  readonly create: () => RunFile
  readonly open: (id: string) => RunFile
  /** Oldest first. */
  readonly list: () => Promise<readonly string[]>
  /** The whole lines of a run; one that was cut off by a crash is left out. Undefined where there is no such run. */
  readonly read: (id: string) => Promise<readonly string[] | undefined>
}
