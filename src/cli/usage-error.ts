/** What the user typed cannot be done; exit code 2, one sentence, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
