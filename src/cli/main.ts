import { print } from './output.ts'
import { run } from './program.ts'
import { UsageError } from './usage-error.ts'

const bug = 70
const usage = 2

const sentence = (error: unknown): string => {
  if (error instanceof UsageError) return `k8s-doctor: ${error.message}`
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `k8s-doctor: this is a bug, please report it.\n${text}`
}

/** argv in, exit code out. Never throws: what nobody expected becomes one redacted sentence and exit code 70. */
export const main = async (argv: readonly string[]): Promise<number> => {
  try {
    return await run(argv)
  } catch (error) {
    const [{ scrubSecrets }, { secretsIn }] = await Promise.all([
      import('../report/scrub.ts'),
      import('../report/secrets-in.ts'),
    ])
    const text = `${scrubSecrets(sentence(error), secretsIn(process.env))}\n`
    // Where even this cannot be written, the exit code says it.
    await print(text, process.stderr).catch(() => undefined)
    return error instanceof UsageError ? usage : bug
  }
}
