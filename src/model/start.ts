/** One flag of `minikube start`; a value of `undefined` is a switch. */
export interface StartFlag {
  readonly name: `--${string}`
  readonly value?: string
}

/** What a finding adds to the start so that it does no harm there. */
export interface StartPatch {
  readonly flags?: readonly StartFlag[]
  /** Variables for the start alone; `null` removes one. */
  readonly env?: Readonly<Record<string, string | null>>
}

/** What has to be fetched. */
export interface Downloads {
  readonly count: number
  /** Of those whose size is known. */
  readonly bytes: number
  /** Milliseconds it may take; absent where no speed is known. */
  readonly ms?: number
}

/** The start, with a reason for every flag. */
export interface StartPlan {
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string | null>>
  readonly reasons: readonly { readonly flag: string; readonly because: string }[]
  /** What it fetches; absent where that is not known. */
  readonly downloads?: Downloads
  /** With --offline: not all that it asks for is known to be here. */
  readonly needsNetwork?: true
}
