import { scrubSecrets, secretsIn } from '../report/scrub.ts'
import { print } from './output.ts'
import { UsageError } from './usage-error.ts'

const bug = 70
const usage = 2

/** argv in, exit code out. Never throws: what nobody expected becomes one redacted sentence and exit code 70. */
export const main = async (argv: readonly string[]): Promise<number> => {
  try {
    const { run } = await import('./program.ts')
    return await run(argv)
  } catch (error) {
    const known = error instanceof UsageError
    const text =
      error instanceof Error
        ? known
          ? error.message
          : (error.stack ?? error.message)
        : String(error)
    const says = known
      ? `k8s-doctor: ${text}`
      : `k8s-doctor: this is a bug, please report it.\n${text}`
    await print(`${scrubSecrets(says, secretsIn(process.env))}\n`, process.stderr)
    return known ? usage : bug
  }
}
