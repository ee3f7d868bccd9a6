import type { ReadHost } from '../model/host.ts'
import type { Request } from '../model/request.ts'
import { builtIn } from '../profiles/built-in.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

/** What the options ask for. Throws `UsageError` when the profile cannot be had. */
export const makeRequest = async (
  { profile, offline }: GlobalOptions,
  _host: ReadHost,
  _context: RunContext,
): Promise<Request> => {
  const found = builtIn.find(({ id }) => id === profile)
  if (found === undefined) throw new UsageError(`there is no profile "${profile}"`)
  return { profile: found, offline: offline === true, overrides: {} }
}
