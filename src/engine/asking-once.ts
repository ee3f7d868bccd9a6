import type { Output, ReadHost, RunOptions } from '../model/host.ts'

/** What a command is known by: what it is told, and what it is told through. */
const keyOf = (argv: readonly string[], { env = {}, as, scratch, maxBytes }: RunOptions): string =>
  JSON.stringify([
    argv,
    Object.entries(env).map(([name, value]) => [name, value ?? null]),
    as,
    scratch,
    maxBytes,
  ])

/**
 * The host of one look: a command is run once, also where what is asked for changes with its answer and the machine is read with
 * another memory. Each may take its whole deadline.
 */
export const askingOnce = (host: ReadHost): ReadHost => {
  const runs = new Map<string, Promise<Output>>()
  return {
    ...host,
    run: (argv, options) => {
      const key = keyOf(argv, options)
      const output = runs.get(key) ?? host.run(argv, options)
      runs.set(key, output)
      return output
    },
  }
}
