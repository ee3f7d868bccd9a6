import { exhaustedCode } from '../model/exhausted.ts'
import { print } from './output.ts'
import { run } from './program.ts'
import { UsageError } from './usage-error.ts'

const bug = 70
const usage = 2
const undetermined = 3

const sentence = (error: unknown): string => {
  if (error instanceof UsageError) return `k8s-doctor: ${error.message}`
  const code = exhaustedCode(error)
  if (code !== undefined)
    return `k8s-doctor: the system has no more files, processes or memory to give (${code}); raise the limits (ulimit -n, ulimit -u) or end something`
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `k8s-doctor: this is a bug, please report it.\n${text}`
}

const codeOf = (error: unknown): number => {
  if (error instanceof UsageError) return usage
  return exhaustedCode(error) === undefined ? bug : undetermined
}

/** Says on stderr what went wrong, redacted; the exit code. Never throws. */
export const tell = async (reason: unknown): Promise<number> => {
  try {
    const { scrubSecrets } = await import('../report/scrub.ts')
    const { secretsIn } = await import('../report/secrets-in.ts')
    await print(`${scrubSecrets(sentence(reason), secretsIn(process.env))}\n`, process.stderr)
  } catch {
    // Where even this cannot be written, the exit code says it. That nothing is left holds no secret.
    if (exhaustedCode(reason) !== undefined) process.stderr.write(`${sentence(reason)}\n`)
  }
  return codeOf(reason)
}

/** argv in, exit code out. Never throws: what nobody expected becomes one redacted sentence and exit code 70. */
export const main = async (argv: readonly string[]): Promise<number> => {
  try {
    return await run(argv)
  } catch (error) {
    return tell(error)
  }
}
